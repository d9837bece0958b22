//! Values that a hyperparameter can never have: `require` excludes every member with them.

use super::ends::Trends;
use super::explore::Plan;
use super::judge::{Judge, Search};
use super::reason::Repair;
use super::region::{Kept, Region};
use super::words;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::codes::shape::unused_value;
#[cfg(test)]
use crate::space::HyperId;
use crate::space::{Assignment, Domain, Hyper, Space, Test, Value};

/// Layers looked at, over all hyperparameters, to find members that conditions allow.
const EFFORT: usize = 60_000;
/// Ways in which a hyperparameter can come to exist that are looked at.
const WAYS: usize = 8;

/// One warning for each hyperparameter of which an alternative, an end or the default is in no
/// member. Only what is certain is told.
pub fn faults(plan: &Plan, trends: &Trends) -> Vec<Diagnostic> {
    let space = &plan.family.space;
    if space.constraints.is_empty() {
        return Vec::new();
    }
    let mut search = Finder::new(plan, trends);
    let found = space.hypers.iter().filter_map(|hyper| search.fault(hyper));
    found.collect()
}

struct Finder<'p, 'f> {
    plan: &'p Plan<'f>,
    trends: &'p Trends,
    judge: Judge<'p, 'f>,
    /// Members that all conditions allow, as they were found.
    known: Vec<Assignment>,
}

impl<'p, 'f> Finder<'p, 'f> {
    fn new(plan: &'p Plan<'f>, trends: &'p Trends) -> Finder<'p, 'f> {
        Finder { plan, trends, judge: Judge::new(plan, EFFORT), known: Vec::new() }
    }

    fn fault(&mut self, hyper: &Hyper) -> Option<Diagnostic> {
        let ways = present(&self.plan.family.space, hyper);
        let last = hyper.domain.count()?.checked_sub(1)?;
        let kept = self.used(hyper, &ways, last)?;
        let whole = (kept.first(), kept.last()) == (Some(&0), Some(&last))
            && (matches!(hyper.domain, Domain::Whole { .. }) || kept.len() as u64 == last + 1);
        if !whole {
            return Some(self.unused(hyper, kept));
        }
        self.default_is_unused(hyper, &ways)
    }

    /// The places that members have: of a choice all of them, of a range those between the lowest
    /// and the highest one, of a range of whole numbers just these two. `None` where it could not be
    /// told, and of what can never exist: it hangs on something else that is told.
    fn used(&mut self, hyper: &Hyper, ways: &[Region], last: u64) -> Option<Vec<u64>> {
        if last == 0 || !self.some(hyper, ways, 0, last)? {
            return None;
        }
        if matches!(hyper.domain, Domain::Choice { .. } | Domain::Optional) {
            let alive = (0..=last).map(|at| Some((at, self.some(hyper, ways, at, at)?)));
            let alive: Vec<(u64, bool)> = alive.collect::<Option<_>>()?;
            return Some(alive.into_iter().filter(|(_, used)| *used).map(|(at, _)| at).collect());
        }
        let high = self.highest(hyper, ways, last)?;
        let low = self.lowest(hyper, ways, high)?;
        let whole = matches!(hyper.domain, Domain::Whole { .. });
        Some(if whole { vec![low, high] } else { (low..=high).collect() })
    }

    /// Whether some member has the hyperparameter between these places; `None` where that could
    /// not be told.
    fn some(&mut self, hyper: &Hyper, ways: &[Region], low: u64, high: u64) -> Option<bool> {
        let within = |member: &Assignment| {
            let at = member.get(hyper.id).and_then(|value| hyper.domain.index_of(value));
            at.is_some_and(|at| (low..=high).contains(&at))
        };
        if self.known.iter().any(within) {
            return Some(true);
        }
        for way in ways {
            let region = way.clone().with(hyper.id, Kept::Run(low, high));
            match self.judge.search(self.trends, &region) {
                Search::Found(member) => {
                    self.known.push(member);
                    return Some(true);
                }
                Search::None => {}
                Search::Unknown => return None,
            }
        }
        Some(false)
    }

    /// The last place that some member has. That some member has a place above another one only
    /// becomes less true, so halving finds it.
    fn highest(&mut self, hyper: &Hyper, ways: &[Region], last: u64) -> Option<u64> {
        let (mut used, mut top) = (0, last);
        while used < top {
            let middle = used + (top - used).div_ceil(2);
            // The end itself first: mostly it is used.
            let from = if top == last && used == 0 { last } else { middle };
            if self.some(hyper, ways, from, last)? {
                used = from;
            } else {
                top = from - 1;
            }
        }
        Some(used)
    }

    fn lowest(&mut self, hyper: &Hyper, ways: &[Region], high: u64) -> Option<u64> {
        let (mut bottom, mut used) = (0, high);
        while bottom < used {
            let middle = bottom + (used - bottom) / 2;
            let to = if bottom == 0 && used == high { 0 } else { middle };
            if self.some(hyper, ways, 0, to)? {
                used = to;
            } else {
                bottom = to + 1;
            }
        }
        Some(used)
    }

    fn default_is_unused(&mut self, hyper: &Hyper, ways: &[Region]) -> Option<Diagnostic> {
        let at = hyper.domain.index_of(hyper.default).filter(|_| hyper.default_written)?;
        if self.some(hyper, ways, at, at)? {
            return None;
        }
        let value = hyper.domain.text(hyper.default);
        let message = format!("no network has the default {value} of `{}`", hyper.short);
        let label = "its default is never used".to_string();
        let diagnostic = unused_value::diagnostic(hyper.span, message, label);
        Some(diagnostic.note(self.because()).help("write another default, or leave it out"))
    }

    fn unused(&self, hyper: &Hyper, kept: Vec<u64>) -> Diagnostic {
        let (what, label) = told(hyper, &kept);
        let message = format!("no network of the family has {what}");
        let diagnostic = unused_value::diagnostic(hyper.span, message, label);
        let diagnostic = diagnostic.note(self.because());
        words::with_repair(diagnostic, self.plan.family, &Repair { hyper: hyper.id, kept })
    }

    fn because(&self) -> String {
        let texts: Vec<String> = self
            .plan
            .family
            .space
            .constraints
            .iter()
            .map(|one| format!("`require {}`", one.text))
            .collect();
        format!("{} excludes them all", texts.join(" with "))
    }
}

/// The family without the alternatives at the ends of choices and the ends of ranges that no member
/// has.
pub fn narrowed(plan: &Plan, trends: &Trends) -> Region {
    let space = &plan.family.space;
    let mut region = Region::default();
    if space.constraints.is_empty() {
        return region;
    }
    let mut search = Finder::new(plan, trends);
    for hyper in &space.hypers {
        let Some(last) = hyper.domain.count().and_then(|count| count.checked_sub(1)) else {
            continue;
        };
        let used = search.used(hyper, &present(space, hyper), last);
        let ends = used.as_deref().and_then(|used| Some((*used.first()?, *used.last()?)));
        if let Some((low, high)) = ends {
            region = region.with(hyper.id, Kept::Run(low, high));
        }
    }
    region
}

/// The places that members have of each hyperparameter; see [`Finder::used`].
#[cfg(test)]
pub(super) fn used(plan: &Plan, trends: &Trends) -> Vec<(HyperId, Option<Vec<u64>>)> {
    let space = &plan.family.space;
    let mut search = Finder::new(plan, trends);
    let mut of = |hyper: &Hyper| {
        let last = hyper.domain.count()?.checked_sub(1)?;
        search.used(hyper, &present(space, hyper), last)
    };
    space.hypers.iter().map(|hyper| (hyper.id, of(hyper))).collect()
}

/// What no member has: in a sentence, and at the place.
fn told(hyper: &Hyper, kept: &[u64]) -> (String, String) {
    let name = &hyper.short;
    let value = |at: Option<&u64>| {
        at.and_then(|at| hyper.domain.nth(*at)).map_or_else(String::new, |v| hyper.domain.text(v))
    };
    match &hyper.domain {
        Domain::Optional if kept == [0] => (format!("`{name}`"), "is never there".to_string()),
        Domain::Optional => (format!("no `{name}`"), "is always there".to_string()),
        Domain::Choice { labels, .. } => {
            let gone = |(at, _): &(usize, &String)| !kept.contains(&(*at as u64));
            let names: Vec<String> = labels
                .iter()
                .enumerate()
                .filter(gone)
                .map(|(_, label)| format!("`{label}`"))
                .collect();
            let names = names.join(" or ");
            (format!("{names} for `{name}`"), format!("{names} is never chosen"))
        }
        domain => {
            let last = domain.count().unwrap_or(0).saturating_sub(1);
            let (low, high) = (value(kept.first()), value(kept.last()));
            let (from, to) = (kept.first() != Some(&0), kept.last() != Some(&last));
            let range = match (from, to) {
                (true, true) => format!("outside of {low}..{high}"),
                (true, false) => format!("below {low}"),
                _ => format!("above {high}"),
            };
            (format!("`{name}` {range}"), format!("never {range}"))
        }
    }
}

/// The parts of the family that have the hyperparameter, as many as are looked at.
fn present(space: &Space, hyper: &Hyper) -> Vec<Region> {
    let mut ways = vec![Region::default()];
    let mut todo = vec![hyper];
    while let Some(one) = todo.pop() {
        let any = &one.condition.any;
        if any.is_empty() {
            continue;
        }
        let mut next = Vec::new();
        for way in &ways {
            for all in any {
                let held = all.iter().try_fold(way.clone(), |way, clause| {
                    let parent = space.get(clause.hyper)?;
                    kept(space, parent, &way, clause.test).map(|run| way.with(parent.id, run))
                });
                next.extend(held);
            }
        }
        next.truncate(WAYS);
        ways = next;
        let parents = any.iter().flatten().filter_map(|clause| space.get(clause.hyper));
        todo.extend(parents);
    }
    ways
}

/// The values that pass a test, within those that are left.
fn kept(space: &Space, hyper: &Hyper, way: &Region, test: Test) -> Option<Kept> {
    let last = hyper.domain.count()?.checked_sub(1)?;
    let (low, high) = way.run(space, hyper.id)?;
    let (first, end) = match test {
        Test::Is(at) => (at as u64, at as u64),
        Test::MoreThan(limit) => {
            let passes = |at: u64| hyper.domain.nth(at).is_some_and(|value| test.passes(value));
            let first = match (hyper.domain.nth(0), &hyper.domain) {
                (Some(Value::Whole(start)), Domain::Whole { .. }) => {
                    u64::try_from(i128::from(limit) + 1 - i128::from(start)).unwrap_or(0)
                }
                _ => (0..=last).find(|at| passes(*at))?,
            };
            (first, last)
        }
    };
    let (low, high) = (low.max(first), high.min(end));
    (low <= high).then_some(Kept::Run(low, high))
}
