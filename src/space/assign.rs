//! Setting values by text (`--set path=value`), and telling an assignment to people.

use super::assignment::Assignment;
use super::domain::Value;
use super::hyper::{Clause, Hyper, HyperId, Space, Test};

impl Space {
    /// Reads a value of this hyperparameter.
    ///
    /// # Errors
    /// Says in words what is expected.
    pub fn parse_value(&self, id: HyperId, text: &str) -> Result<Value, String> {
        let hyper = self.get(id).ok_or("there is no such hyperparameter")?;
        hyper.domain.parse(text).map_err(|why| format!("`{}`: {why}", hyper.short))
    }

    /// A value as one would write it; reading it back gives the same value.
    pub fn value_text(&self, id: HyperId, value: Value) -> String {
        self.get(id).map_or_else(String::new, |hyper| hyper.domain.text(value))
    }

    /// Short path and value of every hyperparameter that has one, real numbers rounded to four
    /// significant digits. For exact values use [`Space::value_text`].
    pub fn describe(&self, assignment: &Assignment) -> Vec<(String, String)> {
        let told = |(id, value): (HyperId, Value)| {
            let hyper = self.get(id)?;
            if self.ranges_of(hyper).any(|child| assignment.get(child.id).is_some()) {
                return None;
            }
            let name = self.chooser_of(hyper).unwrap_or(hyper);
            Some((name.short.clone(), hyper.domain.brief(value)))
        };
        assignment.iter().filter_map(told).collect()
    }

    /// The ranges within a choice: `path.value`, `path.value2`.
    fn ranges_of<'a>(&'a self, choice: &Hyper) -> impl Iterator<Item = &'a Hyper> + use<'a> {
        let prefix = format!("{}.value", choice.path);
        self.hypers.iter().filter(move |child| {
            let number = child.path.strip_prefix(&prefix);
            number.is_some_and(|number| number.is_empty() || number.parse::<u32>().is_ok())
        })
    }

    /// The choice that this hyperparameter is a range of: the author wrote one setting, so people
    /// see one.
    fn chooser_of(&self, range: &Hyper) -> Option<&Hyper> {
        let (parent, last) = range.path.rsplit_once('.')?;
        let ours = last.strip_prefix("value").is_some();
        self.hypers.iter().find(|hyper| ours && hyper.path == parent)
    }

    /// `path=value`. The choices, `maybe`s and counts that the hyperparameter hangs on are set so
    /// that it exists, and the rest is completed. For a choice among ranges the value may lie
    /// inside one of them (`weight_decay=1e-4` of `0 | 1e-6..1e-2 log`).
    ///
    /// # Errors
    /// A sentence for people; the assignment is then as it was.
    pub fn assign(&self, assignment: &mut Assignment, text: &str) -> Result<(), String> {
        let (name, value) = text
            .split_once('=')
            .ok_or_else(|| format!("`{text}` is not of the form `path=value`"))?;
        let id = self.find(name).map_err(|lookup| lookup.message(name.trim()))?;
        let (id, value) = match self.parse_value(id, value) {
            Ok(value) => (id, value),
            Err(why) => self.within(id, value).ok_or(why)?,
        };
        let mut changed = assignment.clone();
        self.put(&mut changed, id, value);
        *assignment = self.complete(changed);
        Ok(())
    }

    /// The range within a choice (`path.value`, `path.value2`) that holds this value.
    fn within(&self, parent: HyperId, text: &str) -> Option<(HyperId, Value)> {
        self.ranges_of(self.get(parent)?)
            .find_map(|child| Some((child.id, child.domain.parse(text).ok()?)))
    }

    /// Sets a value and makes its hyperparameter exist.
    fn put(&self, assignment: &mut Assignment, id: HyperId, value: Value) {
        let Some(hyper) = self.get(id) else { return };
        if !hyper.condition.holds(&self.complete(assignment.clone())) {
            for clause in self.cheapest(hyper, assignment) {
                self.satisfy(assignment, clause);
            }
        }
        assignment.set(id, Some(value));
    }

    /// The alternative of the condition with the fewest clauses that fail now.
    fn cheapest<'a>(&self, hyper: &'a Hyper, assignment: &Assignment) -> &'a [Clause] {
        let failing =
            |all: &&Vec<Clause>| all.iter().filter(|clause| !clause.holds(assignment)).count();
        hyper.condition.any.iter().min_by_key(failing).map_or(&[], Vec::as_slice)
    }

    /// Clauses look at smaller ids only, so this ends.
    fn satisfy(&self, assignment: &mut Assignment, clause: &Clause) {
        let Some(parent) = self.get(clause.hyper) else { return };
        let value = match clause.test {
            Test::Is(at) => Some(Value::Choice(at)),
            Test::MoreThan(_) => {
                let kept = assignment.get(clause.hyper).filter(|value| clause.test.passes(*value));
                kept.or_else(|| parent.domain.values()?.find(|value| clause.test.passes(*value)))
            }
        };
        if let Some(value) = value {
            self.put(assignment, clause.hyper, value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{choice, optional, real, space, whole};
    use super::*;

    fn example() -> Space {
        let mut space = space(vec![
            choice("training.optimizer", &["adam", "sgd(momentum: 0.8..0.99)"]),
            real("training.optimizer.sgd.momentum", 0.8, 0.99).when(0, Test::Is(1)),
            choice("training.weight_decay", &["0", "1e-6..1e-2 log"]),
            real("training.weight_decay.value", 1e-6, 1e-2).when(2, Test::Is(1)),
            optional("extra"),
            whole("extra.depth", 0, 3).when(4, Test::Is(1)),
            whole("extra.depth.units", 4, 8).when(5, Test::MoreThan(0)),
        ]);
        for hyper in &mut space.hypers {
            hyper.short = hyper.path.trim_start_matches("training.").to_string();
        }
        space
    }

    fn assigned(texts: &[&str]) -> Vec<(String, String)> {
        let space = example();
        let mut assignment = space.defaults();
        for text in texts {
            space.assign(&mut assignment, text).unwrap();
        }
        assert!(space.is_complete(&assignment));
        space.describe(&assignment)
    }

    fn has(told: &[(String, String)], name: &str, value: &str) -> bool {
        told.iter().any(|(n, v)| n == name && v == value)
    }

    #[test]
    fn a_nested_value_sets_its_choice() {
        let told = assigned(&["momentum=0.9"]);
        assert!(has(&told, "optimizer", "sgd(momentum: 0.8..0.99)"));
        assert!(has(&told, "optimizer.sgd.momentum", "0.9"));
        let told = assigned(&["units=6"]);
        assert!(has(&told, "extra", "present"));
        assert!(has(&told, "extra.depth", "1"));
        assert!(has(&told, "extra.depth.units", "6"));
    }

    #[test]
    fn a_kept_count_stays() {
        let told = assigned(&["extra.depth=3", "units=5"]);
        assert!(has(&told, "extra.depth", "3"));
    }

    #[test]
    fn the_last_one_wins() {
        let told = assigned(&["momentum=0.9", "optimizer=adam"]);
        assert!(!told.iter().any(|(name, _)| name.ends_with("momentum")));
    }

    #[test]
    fn a_value_inside_a_range_of_a_choice() {
        let told = assigned(&["weight_decay=1e-4"]);
        assert!(has(&told, "weight_decay", "1e-4"));
        assert!(!told.iter().any(|(name, _)| name == "weight_decay.value"));
        assert!(has(&assigned(&["weight_decay=0"]), "weight_decay", "0"));
    }

    #[test]
    fn refusals_leave_it_as_it_was() {
        let space = example();
        let mut assignment = space.defaults();
        let before = assignment.clone();
        for (text, part) in [
            ("momentum", "is not of the form `path=value`"),
            ("momentun=0.9", "did you mean"),
            ("momentum=2", "expected a number from 0.8 to 0.99, not `2`"),
            ("weight_decay=7", "expected one of 0, 1e-6..1e-2 log, not `7`"),
        ] {
            let why = space.assign(&mut assignment, text).unwrap_err();
            assert!(why.contains(part), "{why}");
        }
        assert_eq!(assignment, before);
    }
}
