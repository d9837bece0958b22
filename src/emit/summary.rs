//! The line that closes a report.

use crate::diagnostic::{Diagnostic, Severity};

/// "3 errors, 1 warning"; empty where there is nothing to say.
pub fn summary(diagnostics: &[Diagnostic]) -> String {
    let of = |severity| diagnostics.iter().filter(|one| one.severity == severity).count();
    let counts = [(of(Severity::Error), "error"), (of(Severity::Warning), "warning")];
    let parts = counts.iter().filter(|(count, _)| *count > 0).map(|(count, word)| {
        let plural = if *count == 1 { "" } else { "s" };
        format!("{count} {word}{plural}")
    });
    parts.collect::<Vec<_>>().join(", ")
}

pub fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

#[cfg(test)]
mod tests {
    use super::summary;
    use crate::diagnostic::codes::syntax::{stray_closer, unexpected};
    use crate::diagnostic::{Diagnostic, Severity};
    use crate::source::{FileId, Span};

    #[test]
    fn counts_in_words() {
        let span = Span::new(FileId(0), 0, 1);
        let error = stray_closer::diagnostic(span, ')');
        let warning =
            Diagnostic { severity: Severity::Warning, ..unexpected::diagnostic(span, "$") };
        assert_eq!(summary(&[]), "");
        assert_eq!(summary(std::slice::from_ref(&error)), "1 error");
        assert_eq!(
            summary(&[error.clone(), warning.clone(), error.clone()]),
            "2 errors, 1 warning"
        );
        assert_eq!(summary(&[warning.clone(), warning]), "2 warnings");
    }
}
