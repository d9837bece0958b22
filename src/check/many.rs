//! The numbers of many members at once: what shapes hang on is exact, the rest is bounded.

use super::bounds::{Open, interval};
use super::region::Region;
use super::state::Sizes;
use crate::catalog::Bounds;
use crate::instantiate::{Need, Numbers};
use crate::space::{HyperId, Scope, Space, Term, TermFault, Value};
use crate::template::{Argument, ItemUse};

/// Open hyperparameters are asked for (as [`TermFault::Missing`]) only where they matter.
pub struct Many<'a> {
    pub scope: Scope<'a>,
    pub space: &'a Space,
    pub region: &'a Region,
    /// Where they are exact, every open hyperparameter is asked for.
    pub sizes: Sizes,
    /// Channels must be known here.
    pub counted: bool,
}

impl Numbers for Many<'_> {
    fn number(&self, term: &Term, need: Need) -> Result<f64, TermFault> {
        let bounded = match need {
            Need::Shape => None,
            Need::Width if self.counted || self.sizes.is_exact() => None,
            Need::Width => {
                let high = self.sizes == Sizes::AtMost;
                let ends = interval(term, &self.open());
                ends.map(|ends| if high { ends.1 } else { ends.0 })
            }
            Need::Idle(bounds) => self.idle(term, bounds),
        };
        bounded.map_or_else(|| term.eval(&self.scope), Ok)
    }

    fn choose(
        &self,
        hyper: HyperId,
        alternatives: &[Argument],
        need: Need,
    ) -> Result<usize, TermFault> {
        let known = self.scope.assignment.alternative(hyper);
        let open = known == Err(TermFault::Missing(hyper));
        let bounded = !self.sizes.is_exact() && matches!(need, Need::Idle(_));
        if open && bounded && self.harmless(alternatives) {
            // A bias counts towards what a network costs at most.
            let wanted = if self.sizes == Sizes::AtMost { "true" } else { "false" };
            let left = |at: usize| self.region.allows(self.space, hyper, Value::Choice(at));
            let (mut first, mut found) = (None, None);
            for (at, one) in alternatives.iter().enumerate().filter(|(at, _)| left(*at)) {
                first = first.or(Some(at));
                found = found.or(is_word(one, wanted).then_some(at));
            }
            return Ok(found.or(first).unwrap_or(0));
        }
        known
    }
}

impl Many<'_> {
    fn open(&self) -> Open<'_> {
        Open { scope: self.scope, space: self.space, region: self.region, costs: None }
    }

    /// Some value of the term, if all its values are good ones.
    fn idle(&self, term: &Term, bounds: Bounds) -> Option<f64> {
        let (low, high) = interval(term, &self.open())?;
        (bounds.contain(low) && bounds.contain(high)).then_some(low)
    }

    /// Whether no alternative can hold a number at fault.
    fn harmless(&self, alternatives: &[Argument]) -> bool {
        alternatives.iter().all(|argument| match argument {
            Argument::Word { .. } | Argument::Text { .. } => true,
            Argument::Number { term, .. } => self.idle(term, Bounds::ANY).is_some(),
            Argument::Pick { alternatives, .. } => self.harmless(alternatives),
            Argument::Item(item) => self.harmless_item(item),
            Argument::List { .. } => false,
        })
    }

    fn harmless_item(&self, item: &ItemUse) -> bool {
        item.args.iter().all(|(name, argument)| match argument {
            Argument::Number { term, .. } => {
                let bounds = item.item.param(name).map_or(Bounds::ANY, |param| param.bounds);
                self.idle(term, bounds).is_some()
            }
            other => self.harmless(std::slice::from_ref(other)),
        })
    }
}

fn is_word(argument: &Argument, wanted: &str) -> bool {
    matches!(argument, Argument::Word { word, .. } if *word == wanted)
}
