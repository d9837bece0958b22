//! Reading the arguments of an item as plain numbers, words and flags.

use super::fault::Problem;
use crate::catalog::{Bounds, Kind};
use crate::space::{HyperId, Scope, Term, TermFault};
use crate::template::{Argument, ItemUse};

/// What a number is needed for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Need {
    /// It decides whether shapes fit.
    Shape,
    /// Units or filters: it decides nothing but size.
    Width,
    /// It has nothing to do with shapes; it must lie in these bounds.
    Idle(Bounds),
}

/// Where numbers and choices come from: one member, or (in the check) many members at once.
pub trait Numbers {
    /// # Errors
    /// Where the term has no value.
    fn number(&self, term: &Term, need: Need) -> Result<f64, TermFault>;

    /// Which of these alternatives.
    ///
    /// # Errors
    /// Where the hyperparameter has no value.
    fn choose(
        &self,
        hyper: HyperId,
        alternatives: &[Argument],
        need: Need,
    ) -> Result<usize, TermFault>;
}

impl Numbers for Scope<'_> {
    fn number(&self, term: &Term, _need: Need) -> Result<f64, TermFault> {
        term.eval(self)
    }

    fn choose(
        &self,
        hyper: HyperId,
        _alternatives: &[Argument],
        _need: Need,
    ) -> Result<usize, TermFault> {
        self.assignment.alternative(hyper)
    }
}

/// The arguments of one item.
pub struct Reader<'a, N> {
    pub item: &'a ItemUse,
    pub numbers: &'a N,
}

const IDLE: Need = Need::Idle(Bounds::ANY);

impl<'a, N: Numbers> Reader<'a, N> {
    pub fn new(item: &'a ItemUse, numbers: &'a N) -> Reader<'a, N> {
        Reader { item, numbers }
    }

    /// A whole number of at least `least`. Numbers derived by division or powers are rounded to
    /// the nearest, halves up.
    pub fn whole(
        &self,
        name: &'static str,
        need: Need,
        least: usize,
    ) -> Result<Option<usize>, Problem> {
        let number = match self.settled(name, need)? {
            Some(argument) => self.number_of(name, argument, need)?,
            None => None,
        };
        Ok(number.map(|value| round(value, least)))
    }

    /// A real number within the bounds of its parameter.
    pub fn real(&self, name: &'static str) -> Result<Option<f64>, Problem> {
        let bounds = self.item.item.param(name).map_or(Bounds::ANY, |param| param.bounds);
        let need = Need::Idle(bounds);
        let Some(argument) = self.settled(name, need)? else { return Ok(None) };
        let Some(value) = self.number_of(name, argument, need)? else { return Ok(None) };
        if !bounds.contain(value) {
            return Err(Problem::bounds(self.item.item.name, name, value, argument.span()));
        }
        Ok(Some(value))
    }

    /// A real number that the catalog gives a preset.
    pub fn real_or(&self, name: &'static str, preset: f64) -> Result<f64, Problem> {
        Ok(self.real(name)?.unwrap_or(preset))
    }

    pub fn required(&self, name: &'static str, need: Need) -> Result<usize, Problem> {
        self.whole(name, need, 1)?.ok_or_else(|| {
            let what = format!("`{}` has no `{name}`", self.item.item.name);
            Problem::incomplete(what, self.item.span)
        })
    }

    /// The whole numbers of a list, or the single one; none where nothing stands.
    pub fn wholes(
        &self,
        name: &'static str,
        need: Need,
        least: usize,
    ) -> Result<Vec<usize>, Problem> {
        let arguments: Vec<&Argument> = match self.settled(name, need)? {
            Some(Argument::List { items, .. }) => items.iter().collect(),
            Some(other) => vec![other],
            None => Vec::new(),
        };
        let numbers = arguments.into_iter().map(|one| self.number_of(name, one, need));
        let numbers: Vec<Option<f64>> = numbers.collect::<Result<_, _>>()?;
        Ok(numbers.into_iter().flatten().map(|value| round(value, least)).collect())
    }

    pub fn word(&self, name: &'static str) -> Result<Option<&'static str>, Problem> {
        self.word_for(name, IDLE)
    }

    /// A word on which more hangs.
    pub fn word_for(
        &self,
        name: &'static str,
        need: Need,
    ) -> Result<Option<&'static str>, Problem> {
        Ok(match self.settled(name, need)? {
            Some(Argument::Word { word, .. }) => Some(word),
            _ => None,
        })
    }

    pub fn flag(&self, name: &'static str, preset: bool) -> Result<bool, Problem> {
        Ok(self.word(name)?.map_or(preset, |word| word == "true"))
    }

    pub fn flag_for(&self, name: &'static str, need: Need, preset: bool) -> Result<bool, Problem> {
        Ok(self.word_for(name, need)?.map_or(preset, |word| word == "true"))
    }

    /// The item that stands there; none where there is `none` or nothing.
    pub fn item(&self, name: &'static str) -> Result<Option<&'a ItemUse>, Problem> {
        Ok(match self.settled(name, IDLE)? {
            Some(Argument::Item(item)) => Some(item),
            _ => None,
        })
    }

    /// The items of a list, or the single one; without those that are absent.
    pub fn items(&self, name: &'static str) -> Result<Vec<&'a ItemUse>, Problem> {
        let arguments: &[Argument] = match self.settled(name, IDLE)? {
            Some(Argument::List { items, .. }) => items,
            Some(other) => std::slice::from_ref(other),
            None => &[],
        };
        let mut items = Vec::new();
        for argument in arguments {
            items.extend(as_item(self.followed(name, argument, IDLE)?));
        }
        Ok(items)
    }

    /// The numbers of a list; none where there is no list.
    pub fn reals(&self, name: &'static str) -> Result<Vec<f64>, Problem> {
        let Some(Argument::List { items, .. }) = self.settled(name, IDLE)? else {
            return Ok(Vec::new());
        };
        let mut numbers = Vec::new();
        for item in items {
            numbers.extend(self.number_of(name, item, IDLE)?);
        }
        Ok(numbers)
    }

    /// The argument with choices followed to what was chosen.
    pub fn settled(&self, name: &'static str, need: Need) -> Result<Option<&'a Argument>, Problem> {
        self.item.arg(name).map(|argument| self.followed(name, argument, need)).transpose()
    }

    fn followed(
        &self,
        name: &'static str,
        mut argument: &'a Argument,
        need: Need,
    ) -> Result<&'a Argument, Problem> {
        while let Argument::Pick { hyper, alternatives, span } = argument {
            let fault = |fault| Problem::number(name, fault, *span);
            let at = self.numbers.choose(*hyper, alternatives, need).map_err(fault)?;
            argument = alternatives.get(at).ok_or_else(|| fault(TermFault::Kind(*hyper)))?;
        }
        Ok(argument)
    }

    fn number_of(
        &self,
        name: &'static str,
        argument: &Argument,
        need: Need,
    ) -> Result<Option<f64>, Problem> {
        match argument {
            Argument::Number { term, span } => self
                .numbers
                .number(term, need)
                .map(Some)
                .map_err(|fault| Problem::number(name, fault, *span)),
            _ => Ok(None),
        }
    }
}

fn as_item(argument: &Argument) -> Option<&ItemUse> {
    if let Argument::Item(item) = argument { Some(item) } else { None }
}

/// To the nearest whole number, halves up, and not below `least`.
pub fn round(value: f64, least: usize) -> usize {
    // A cast of a float saturates.
    ((value + 0.5).floor() as usize).max(least)
}

impl ItemUse {
    /// Whether it is an activation, as a layer of its own or as an argument.
    pub(super) fn is_activation(&self) -> bool {
        self.item.kind == Kind::Activation
    }
}

#[cfg(test)]
mod tests {
    use super::round;

    #[test]
    fn halves_go_up_and_nothing_below_the_least() {
        assert_eq!(round(2.5, 1), 3);
        assert_eq!(round(3.5, 1), 4);
        assert_eq!(round(2.49, 1), 2);
        assert_eq!(round(0.2, 1), 1);
        assert_eq!(round(-7.0, 0), 0);
        assert_eq!(round(1e300, 1), usize::MAX);
    }
}
