//! `hpm show`: the family at a glance.

use super::fault::{Exit, Fault};
use super::output::Output;
use super::spec::{self, Sound};
use super::train::assignment;
use super::words;
use crate::backend::plan;
use crate::catalog::{Direction, Role};
use crate::check::{self, Count, Extreme, Figures, cost_ends, figures, layer_ranges};
use crate::instantiate::{LayerRow, Member, instantiate, largest, simplest};
use crate::library;
use crate::report::{Table, format};
use crate::source::Sources;
use crate::space::{Assignment, Hyper, Measure, Space};
use crate::template::Family;
use clap::Args;
use serde_json::json;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Layers looked at to count the members.
const COUNTED: usize = 2_000_000;

#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  hpm show examples/digits.hpm\n  hpm show examples/digits.hpm --set depth=2 --set width=64"
)]
pub struct ShowArgs {
    /// The specification, or `std/NAME` of the standard library (`std` lists it)
    spec: PathBuf,
    /// Show the one member with these values, layer by layer
    #[arg(long = "set", short, value_name = "PATH=VALUE")]
    set: Vec<String>,
    /// Print everything as JSON instead
    #[arg(long)]
    json: bool,
}

/// # Errors
/// The specification cannot be read or has errors.
pub fn run(args: &ShowArgs, output: &Output) -> Result<Exit, Fault> {
    if let Some(name) = library_name(&args.spec) {
        return library_page(&name, output);
    }
    let sound = spec::sound(&args.spec, output)?;
    if args.json {
        output.line(&as_json(&sound).to_string());
        return Ok(Exit::Clean);
    }
    if !args.set.is_empty() {
        let chosen = assignment(&sound, &args.set)?;
        let member =
            instantiate(&sound.family, &chosen).map_err(|fault| Fault::new(fault.message()))?;
        output.print(&member_text(&sound.family.space, &chosen, &member, output));
        return Ok(Exit::Clean);
    }
    output.print(&family_text(&sound, output));
    Ok(Exit::Clean)
}

/// `std` or `std/NAME`, unless there is such a file.
fn library_name(path: &Path) -> Option<String> {
    let text = path.to_str().filter(|_| !path.exists())?;
    if text == "std" {
        return Some(String::new());
    }
    text.strip_prefix("std/").map(|name| name.trim_end_matches(".hpm").to_string())
}

/// One file of the standard library, or the list of all.
fn library_page(name: &str, output: &Output) -> Result<Exit, Fault> {
    if let Some(entry) = library::find(name) {
        output.print(entry.text);
        return Ok(Exit::Clean);
    }
    let names: Vec<&str> = library::ALL.iter().map(|entry| entry.name).collect();
    if !name.is_empty() {
        let fault = Fault::new(format!("the standard library has no `{name}`"));
        return Err(fault.help(format!("it has {}", names.join(", "))));
    }
    let line = |entry: &library::Entry| {
        let title = entry.text.lines().next().unwrap_or("").trim_start_matches("## ");
        format!("  {:<10}  {title}\n", entry.name)
    };
    let lines: String = library::ALL.iter().map(line).collect();
    output.print(&format!("{lines}\n`hpm show std/NAME` prints one\n"));
    Ok(Exit::Clean)
}

fn family_text(sound: &Sound, output: &Output) -> String {
    let family = &sound.family;
    let mut text = format!("{}\n", output.bold(&sound.spec.name));
    if let Some(doc) = &family.doc {
        text.push_str(&format!("{doc}\n"));
    }
    if !family.space.hypers.is_empty() {
        text.push_str(&format!("\n{}\n", output.bold("Hyperparameters")));
        text.push_str(&hypers(&family.space, &sound.analysis.sources, output));
    }
    text.push_str(&size(family));
    text.push_str(&format!("\n{}\n", output.bold("Costs")));
    text.push_str(&costs(family, output));
    text.push_str(&format!("\n{}\n", output.bold("Layers")));
    text.push_str(&layers(sound, output));
    let ends = if family.space.hypers.is_empty() {
        vec![("The member", simplest(family))]
    } else {
        vec![("Simplest member", simplest(family)), ("Largest member", largest(family))]
    };
    for (name, chosen) in ends {
        text.push_str(&format!("\n{}\n", output.bold(name)));
        match instantiate(family, &chosen) {
            Ok(member) => text.push_str(&member_line(&family.space, &chosen, &member)),
            Err(fault) => text.push_str(&format!("{}\n", fault.message())),
        }
    }
    text
}

/// How many members there are, and what `require` keeps of them.
fn size(family: &Family) -> String {
    let figures = figures(family, COUNTED);
    let mut text = format!("{}\n", words::members(&figures.kept));
    for constraint in &family.space.constraints {
        text.push_str(&format!("required: {}\n", constraint.text));
    }
    if !family.space.constraints.is_empty() {
        text.push_str(&format!("kept by what is required: {}\n", words::share(&figures)));
    }
    text
}

/// Both ends of every cost with a member that has it, before conditions on costs.
fn costs(family: &Family, output: &Output) -> String {
    let mut table = Table::new(output.style(), &["cost", ">least", "with", ">most", "with"]);
    for (measure, ends) in cost_ends(family) {
        let name = match measure {
            Measure::Params => "parameters",
            Measure::Flops => "FLOPs a sample",
            Measure::Memory => "memory a sample",
            Measure::Layers => "layers",
        };
        let figure = |end: &Extreme, beyond: &str| {
            let beyond = if end.exact { "" } else { beyond };
            format!("{beyond}{}", measure.amount(end.cost))
        };
        table.row([
            name.to_owned(),
            figure(&ends.least, "at most "),
            check::capacities(family, &ends.least.member),
            figure(&ends.most, "at least "),
            check::capacities(family, &ends.most.member),
        ]);
    }
    let measured = family.space.constraints.iter().any(|one| !one.mentions().1.is_empty());
    let note = if measured { "  (before conditions on costs)\n" } else { "" };
    format!("{}{note}", table.text())
}

fn hypers(space: &Space, sources: &Sources, output: &Output) -> String {
    let mut table =
        Table::new(output.style(), &["name", "domain", "role", ">values", "default", ""]);
    for hyper in &space.hypers {
        let documented = hyper.doc.as_deref().and_then(|doc| doc.lines().next()).unwrap_or("");
        table.row([
            hyper.short.clone(),
            domain(sources, hyper),
            role(hyper.role).to_owned(),
            values(hyper),
            space.value_text(hyper.id, hyper.default),
            documented.to_owned(),
        ]);
    }
    table.text()
}

/// As the author wrote it, on one line.
fn domain(sources: &Sources, hyper: &Hyper) -> String {
    sources.slice(hyper.span).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn values(hyper: &Hyper) -> String {
    hyper.domain.count().map_or_else(|| "continuous".into(), |count| format::count(count as f64))
}

fn role(role: Role) -> &'static str {
    match role {
        Role::Capacity => "capacity",
        Role::Regularisation(Direction::HigherRegularises) => "regularisation ↑",
        Role::Regularisation(Direction::LowerRegularises) => "regularisation ↓",
        Role::Optimisation => "optimisation",
        Role::Form => "form",
    }
}

fn layer_table(output: &Output) -> Table {
    Table::new(output.style(), &["layer", "kind", "shape", ">parameters"])
}

fn layers(sound: &Sound, output: &Output) -> String {
    let ranges = layer_ranges(&sound.family);
    let mut table = layer_table(output);
    for row in &ranges.rows {
        table.row([row.path.clone(), row.kind.clone(), shapes(row), params(row)]);
    }
    let note = if ranges.listed { "" } else { "  (no network is beyond these ranges)\n" };
    format!("{}{note}", table.text())
}

fn shapes(row: &LayerRow) -> String {
    if row.smallest == row.largest {
        row.smallest.to_string()
    } else {
        format!("{} to {}", row.smallest, row.largest)
    }
}

fn params(row: &LayerRow) -> String {
    let optional = if row.sometimes { " or absent" } else { "" };
    match (row.fewest_params, row.most_params) {
        (0, 0) => optional.trim_start_matches(" or ").to_owned(),
        (low, high) if low == high => format!("{}{optional}", format::whole(low)),
        (low, high) => format!("{} to {}{optional}", format::whole(low), format::whole(high)),
    }
}

fn member_line(space: &Space, chosen: &Assignment, member: &Member) -> String {
    let graph = &member.graph;
    let cost = format!(
        "{} parameters, {} a sample, {}",
        format::count(graph.params() as f64),
        format::flops(graph.flops() as f64),
        format::plural(graph.layers(), "layer"),
    );
    let values: Vec<String> = space
        .describe(chosen)
        .into_iter()
        .map(|(name, value)| format!("{name} = {value}"))
        .collect();
    let batch = member.settings.batch_size;
    let step = plan::summary(graph, batch).map(|summary| format!("trains as {summary}\n"));
    format!("{cost}\n{}{}\n", step.unwrap_or_default(), values.join(", "))
}

fn member_text(space: &Space, chosen: &Assignment, member: &Member, output: &Output) -> String {
    let parameters = member.graph.parameters();
    let mut table = layer_table(output);
    for (at, node) in member.graph.nodes.iter().enumerate() {
        let own = parameters.iter().filter(|parameter| parameter.node.0 == at);
        let count: usize = own.map(|parameter| parameter.shape.iter().product::<usize>()).sum();
        let counted = if count == 0 { String::new() } else { format::whole(count as u64) };
        table.row([node.path.clone(), node.op.name().to_owned(), node.shape.to_string(), counted]);
    }
    format!("{}\n{}\n{}", output.bold("Member"), table.text(), member_line(space, chosen, member))
}

fn counted(figures: &Figures) -> serde_json::Value {
    let Count { least, most, exact, continuous } = figures.kept;
    json!({
        "text": words::members(&figures.kept), "exact": exact.map(|n| n.to_string()),
        "least": least, "most": most, "continuous": continuous, "before_require": figures.all.rough,
    })
}

fn cost_json(family: &Family) -> serde_json::Value {
    let space = &family.space;
    let end = |end: &Extreme| {
        let values: BTreeMap<_, _> = space.describe(&end.member).into_iter().collect();
        json!({ "value": end.cost, "exact": end.exact, "bound": end.bound, "values": values })
    };
    let name = |measure| match measure {
        Measure::Params => "params",
        Measure::Flops => "flops",
        Measure::Memory => "memory",
        Measure::Layers => "layers",
    };
    let costs = cost_ends(family);
    let both = costs.iter().map(|(measure, ends)| {
        (name(*measure).to_owned(), json!({ "least": end(&ends.least), "most": end(&ends.most) }))
    });
    both.collect::<serde_json::Map<_, _>>().into()
}

fn as_json(sound: &Sound) -> serde_json::Value {
    let family = &sound.family;
    let space = &family.space;
    let hypers: Vec<_> = space
        .hypers
        .iter()
        .map(|hyper| {
            json!({
                "path": hyper.path, "short": hyper.short, "domain": domain(&sound.analysis.sources, hyper),
                "role": role(hyper.role), "values": hyper.domain.count(),
                "default": space.value_text(hyper.id, hyper.default), "documentation": hyper.doc,
            })
        })
        .collect();
    let member = |chosen: Assignment| match instantiate(family, &chosen) {
        Ok(member) => json!({
            "values": space.describe(&chosen).into_iter().collect::<std::collections::BTreeMap<_, _>>(),
            "params": member.graph.params(), "flops": member.graph.flops(), "layers": member.graph.layers(),
        }),
        Err(fault) => json!({ "error": fault.message() }),
    };
    json!({
        "name": sound.spec.name, "documentation": family.doc,
        "members": counted(&figures(family, COUNTED)), "costs": cost_json(family),
        "hyperparameters": hypers, "simplest": member(simplest(family)), "largest": member(largest(family)),
    })
}
