//! The shape after every layer, over the whole family: `→ 14×14×(8..64)`.

use super::shift::Shift;
use super::view::View;
use crate::graph::Shape;
use crate::instantiate::{LayerRanges, LayerRow, each};
use crate::source::{FileId, Span};
use crate::syntax::ast::{Section, Spec, Stmt, TopItem};
use crate::template::{Family, Home, Node};
use std::collections::BTreeMap;

/// What is known of one layer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// Of the layer in the text as it is now.
    pub span: Span,
    /// `→ 14×14×(8..64)`
    pub text: String,
    /// `3,456..12,000 parameters; some members lack it`
    pub more: String,
}

/// A family and its shapes, found in a text that may be older than the one in the editor.
pub struct Known<'a> {
    pub family: &'a Family,
    pub ranges: &'a LayerRanges,
    /// The tree of that text.
    pub spec: &'a Spec,
    pub shift: Shift,
}

/// The hints that still hold for the text as it is now, in its order.
pub fn hints(view: &View, known: &Known) -> Vec<Hint> {
    let mut layers = Vec::new();
    list(&known.family.model.body, &mut layers);
    let mut found: BTreeMap<Span, Sum> = BTreeMap::new();
    for (path, span) in layers.into_iter().filter(|(_, span)| span.file == FileId(0)) {
        for row in known.ranges.rows.iter().filter(|row| row.path == path) {
            found.entry(span).and_modify(|sum| sum.add(row)).or_insert_with(|| Sum::of(row));
        }
    }
    let holds = validity(view, known);
    let placed = found.into_iter().filter(|(span, _)| holds.covers(*span));
    placed
        .filter_map(|(span, sum)| {
            let span = known.shift.span(span)?;
            Some(Hint { span, text: sum.text(), more: sum.more() })
        })
        .collect()
}

/// Layers by their paths, without the indices of repetitions. A choice of layers is one place.
fn list(nodes: &[Node], layers: &mut Vec<(String, Span)>) {
    for node in nodes {
        match node {
            Node::Layer { path, item } => layers.push((path.clone(), item.span)),
            Node::Pick { alternatives, span, .. } => {
                let single = |body: &Vec<Node>| matches!(body.as_slice(), [Node::Layer { .. }]);
                if alternatives.iter().all(single) {
                    for one in alternatives.iter().flatten() {
                        if let Node::Layer { path, .. } = one {
                            layers.push((path.clone(), *span));
                        }
                    }
                } else {
                    alternatives.iter().for_each(|body| list(body, layers));
                }
            }
            // The layers of a block of another file are not in sight: what comes out of it is.
            Node::Call { body, home: Home::Imported | Home::Library, span, .. } => {
                layers.extend(last(body).map(|path| (path.to_string(), *span)));
                list(body, layers);
            }
            other => other.bodies().into_iter().for_each(|body| list(body, layers)),
        }
    }
}

/// The layer that a body always ends in.
fn last(body: &[Node]) -> Option<&str> {
    match body.last()? {
        Node::Layer { path, .. } => Some(path),
        Node::Call { body, .. } => last(body),
        _ => None,
    }
}

/// Several rows that stand at one place.
struct Sum {
    shapes: Vec<(Shape, Shape)>,
    /// Shapes of different forms met in one row.
    mixed: bool,
    fewest: u64,
    most: u64,
    sometimes: bool,
}

impl Sum {
    fn of(row: &LayerRow) -> Sum {
        Sum {
            shapes: row.dimensions.into_iter().collect(),
            mixed: row.dimensions.is_none(),
            fewest: row.fewest_params,
            most: row.most_params,
            sometimes: row.sometimes,
        }
    }

    fn add(&mut self, row: &LayerRow) {
        self.shapes.extend(row.dimensions);
        self.mixed |= row.dimensions.is_none();
        self.fewest = self.fewest.min(row.fewest_params);
        self.most = self.most.max(row.most_params);
        self.sometimes |= row.sometimes;
    }

    fn text(&self) -> String {
        let mut shapes = self.shapes.iter().copied();
        let Some(first) = shapes.next() else { return "→ several forms".to_string() };
        let all = shapes.try_fold(first, |(low, high), (least, most)| {
            Some((each(low, least, usize::min)?, each(high, most, usize::max)?))
        });
        match all.filter(|_| !self.mixed) {
            Some((least, most)) => format!("→ {}", shape(least, most)),
            None => "→ several forms".to_string(),
        }
    }

    fn more(&self) -> String {
        let number = |n: u64| crate::report::format::whole(n);
        let mut text = match (self.fewest, self.most) {
            (0, 0) => "no parameters".to_string(),
            (low, high) if low == high => format!("{} parameters", number(low)),
            (low, high) => format!("{}..{} parameters", number(low), number(high)),
        };
        if self.sometimes {
            text.push_str("; some members lack it");
        }
        text
    }
}

/// `14×14×(8..64)`
pub fn shape(least: Shape, most: Shape) -> String {
    let dimensions = |shape: Shape| match shape {
        Shape::Features(n) => vec![n],
        Shape::Image { height, width, channels } => vec![height, width, channels],
        Shape::Series { length, features } => vec![length, features],
        Shape::Tokens { length, .. } => vec![length],
    };
    let pairs: Vec<(usize, usize)> = dimensions(least).into_iter().zip(dimensions(most)).collect();
    let alone = pairs.len() == 1;
    let texts: Vec<String> = pairs
        .into_iter()
        .map(|(low, high)| match (low == high, alone) {
            (true, _) => low.to_string(),
            (false, true) => format!("{low}..{high}"),
            (false, false) => format!("({low}..{high})"),
        })
        .collect();
    texts.join("×")
}

/// Which layers of the older text still have the shapes that they had.
enum Validity {
    All,
    /// Those that end before.
    Before(u32),
    None,
}

impl Validity {
    fn covers(&self, span: Span) -> bool {
        match self {
            Validity::All => true,
            Validity::Before(end) => span.end <= *end,
            Validity::None => false,
        }
    }
}

/// A change of how it is trained or searched changes no shape; one of a layer changes those behind
/// it; anything else may change all.
fn validity(view: &View, known: &Known) -> Validity {
    let shift = known.shift;
    if shift.is_none() {
        return Validity::All;
    }
    let old = section(known.spec, shift.start, shift.old_end);
    let new = view.spec().and_then(|spec| section(spec, shift.start, shift.new_end));
    let (Some(old), Some(new)) = (old, new) else { return Validity::None };
    match (old.name.text.as_str(), new.name.text.as_str()) {
        ("training", "training") | ("sweep", "sweep") => Validity::All,
        ("model", "model") => {
            let ends = [(old, shift.old_end), (new, shift.new_end)];
            let starts: Option<Vec<u32>> =
                ends.iter().map(|(one, end)| statement(one, shift.start, *end)).collect();
            starts
                .and_then(|starts| starts.into_iter().min())
                .map_or(Validity::None, Validity::Before)
        }
        _ => Validity::None,
    }
}

/// The section that a stretch lies in.
fn section(spec: &Spec, start: usize, end: usize) -> Option<&Section> {
    spec.items.iter().find_map(|item| match item {
        TopItem::Section(section) => {
            let span = section.body.span;
            let within = (span.start as usize) < start && end < span.end as usize;
            within.then_some(section)
        }
        _ => None,
    })
}

/// Where the layer begins that a stretch of the model lies in; nothing where a `let`, a `require`,
/// `input:` or `output:` is touched, which reach back.
fn statement(section: &Section, start: usize, end: usize) -> Option<u32> {
    let mut from = u32::try_from(start).ok()?;
    for stmt in &section.body.stmts {
        let (span, layer) = match stmt {
            Stmt::Entry(entry) => {
                let end = |one: &str| ["input", "output"].contains(&one);
                (entry.span, !entry.label.as_ref().is_some_and(|label| end(&label.text)))
            }
            Stmt::Let(one) => (one.span, false),
            Stmt::Require(one) => (one.span, false),
        };
        let touched = span.start as usize <= end && start <= span.end as usize;
        if touched && !layer {
            return None;
        }
        if touched {
            from = from.min(span.start);
        }
    }
    Some(from)
}

#[cfg(test)]
mod tests {
    use super::shape;
    use crate::graph::Shape;

    #[test]
    fn only_what_varies_is_a_range() {
        let image = |height, channels| Shape::Image { height, width: height, channels };
        assert_eq!(shape(image(14, 8), image(14, 64)), "14×14×(8..64)");
        assert_eq!(shape(Shape::Features(8), Shape::Features(64)), "8..64");
        let series = |length, features| Shape::Series { length, features };
        assert_eq!(shape(series(100, 3), series(100, 3)), "100×3");
    }
}
