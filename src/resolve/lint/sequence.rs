//! Layers that do not go well one after the other.

use crate::diagnostic::codes::meaning::{
    activations_in_a_row, batch_norm_after_dropout, dropout_between_none, empty_body,
    never_repeated, softmax_before_output,
};
use crate::resolve::context::Resolver;
use crate::resolve::data::number;
use crate::resolve::training::{Trained, fitting};
use crate::source::Span;
use crate::space::Term;
use crate::template::{Argument, ItemUse, Model, Node, OutputSpec};

/// A layer's name and place.
type Seen = (&'static str, Span);

impl Resolver<'_> {
    pub(super) fn lint_sequence(&mut self, model: &Model, trained: &Trained) {
        self.lint_body(&model.body);
        self.lint_end(model, trained);
    }

    fn lint_body(&mut self, body: &[Node]) {
        for pair in body.windows(2) {
            if let [before, after] = pair {
                self.lint_pair(before, after);
            }
        }
        for node in body {
            if let Node::Layer { item, .. } = node {
                self.lint_between(item);
            }
            if let Node::Repeat { count: Term::Number(count), span, .. } = node
                && *count == 0.0
                && self.text(*span).starts_with("repeat 0 ")
            {
                self.report(never_repeated::diagnostic(*span));
            }
            if let Some((name, span)) = without_layers(node) {
                self.report(empty_body::diagnostic(name, span));
            }
            node.bodies().into_iter().for_each(|one| self.lint_body(one));
        }
    }

    /// Dropout between stacked layers of which there is one.
    fn lint_between(&mut self, item: &ItemUse) {
        let recurrent = matches!(item.item.name, "lstm" | "gru" | "rnn");
        if !recurrent || number(item.arg("layers")) != Some(1.0) {
            return;
        }
        if let Some(dropout) = item.arg("dropout").filter(|one| number(Some(one)) != Some(0.0)) {
            self.report(dropout_between_none::diagnostic(item.item.name, dropout.span()));
        }
    }

    fn lint_pair(&mut self, before: &Node, after: &Node) {
        let Some(first) = starts(after).first().copied() else { return };
        if let Some((name, span)) = ending_activation(before)
            && let Some((second, place)) = starting_activation(first)
        {
            self.report(activations_in_a_row::diagnostic(second, place, name, span));
        }
        if let Node::Layer { item, .. } = before
            && item.item.name == "dropout"
            && let Some(norm) = starts(after).iter().find(|item| item.item.name == "batch_norm")
        {
            self.report(batch_norm_after_dropout::diagnostic(norm.span, item.span));
        }
    }

    /// The loss applies softmax or sigmoid to the logits of the output.
    fn lint_end(&mut self, model: &Model, trained: &Trained) {
        let Some(last) = model.body.last() else { return };
        let Some((name, span)) = ending_activation(last) else { return };
        let (losses, _) = fitting(model.output);
        let loss = match trained.item.as_ref().and_then(|item| item.arg("loss")) {
            Some(Argument::Item(loss)) => loss.item.name,
            _ => losses.first().copied().unwrap_or_default(),
        };
        let doubled = match (name, model.output) {
            ("softmax", OutputSpec::Classes(_)) => true,
            ("sigmoid", OutputSpec::Binary) => last_units(&model.body) == Some(1.0),
            _ => false,
        };
        if doubled {
            self.report(softmax_before_output::diagnostic(name, span, model.output_span, loss));
        }
    }
}

/// A composition with empty braces.
fn without_layers(node: &Node) -> Option<Seen> {
    match node {
        Node::Optional { body, span, .. } if body.is_empty() => Some(("maybe", *span)),
        Node::Repeat { body, span, .. } if body.is_empty() => Some(("repeat", *span)),
        Node::Residual { body, span, .. } if body.is_empty() => Some(("residual", *span)),
        Node::Parallel { branches, span, .. } if branches.is_empty() => Some(("parallel", *span)),
        _ => None,
    }
}

/// The units of the dense layer at the end, before an activation or with one.
fn last_units(body: &[Node]) -> Option<f64> {
    let dense = body.iter().rev().take(2).find_map(|node| match node {
        Node::Layer { item, .. } if item.item.name == "dense" => Some(item),
        _ => None,
    });
    number(dense?.arg("units"))
}

/// The activation that a node surely ends in.
fn ending_activation(node: &Node) -> Option<Seen> {
    let Node::Layer { item, .. } = node else { return None };
    if let Some(own) = starting_activation(item) {
        return Some(own);
    }
    named(item.arg("activation")?)
}

/// The activation that a layer is.
fn starting_activation(item: &ItemUse) -> Option<Seen> {
    match item.item.name {
        "activation" => named(item.arg("function")?),
        name if item.item.kind == crate::catalog::Kind::Activation => Some((name, item.span)),
        _ => None,
    }
}

/// The activation that an argument surely is; of a choice without `none` the first.
fn named(argument: &Argument) -> Option<Seen> {
    match argument {
        Argument::Item(item) => Some((item.item.name, item.span)),
        Argument::Pick { alternatives, .. } => {
            let all: Option<Vec<Seen>> = alternatives.iter().map(named).collect();
            all?.first().copied()
        }
        _ => None,
    }
}

/// The layers that a node may begin with.
fn starts(node: &Node) -> Vec<&ItemUse> {
    match node {
        Node::Layer { item, .. } => vec![item],
        Node::Pick { alternatives, .. } => {
            alternatives.iter().filter_map(|body| body.first()).flat_map(starts).collect()
        }
        Node::Optional { body, .. } | Node::Repeat { body, .. } | Node::Call { body, .. } => {
            body.first().map(starts).unwrap_or_default()
        }
        Node::Residual { .. } | Node::Parallel { .. } => Vec::new(),
    }
}
