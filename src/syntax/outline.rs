//! The tree as text without any place: two files that say the same have the same outline.

use crate::syntax::ast::{
    Arg, Body, Doc, Entry, Expr, ExprKind, Number, RangeScale, Spec, Stmt, TopItem, Unit,
};

/// One line for each item.
pub fn spec(spec: &Spec) -> String {
    let mut lines: Vec<String> = Vec::new();
    if let Some(doc) = &spec.doc {
        lines.push(format!("doc {:?}", doc.text));
    }
    lines.extend(spec.items.iter().map(item));
    lines.join("\n")
}

fn item(item: &TopItem) -> String {
    match item {
        TopItem::Let(one) => {
            format!("{}let {} = {}", doc(one.doc.as_ref()), one.name.text, expr(&one.value))
        }
        TopItem::Import(one) => format!("import {:?}", one.path),
        TopItem::Block(one) => {
            let parameters = one.parameters.iter().map(|parameter| match &parameter.default {
                Some(value) => format!("{}={}", parameter.name.text, expr(value)),
                None => parameter.name.text.clone(),
            });
            let parameters: Vec<String> = parameters.collect();
            let doc = doc(one.doc.as_ref());
            format!("{doc}block {}({}) {}", one.name.text, parameters.join(" "), body(&one.body))
        }
        TopItem::Section(one) => {
            format!("{}{} {}", doc(one.doc.as_ref()), one.name.text, body(&one.body))
        }
    }
}

fn doc(doc: Option<&Doc>) -> String {
    doc.map_or(String::new(), |doc| format!("##{:?} ", doc.text))
}

fn body(body: &Body) -> String {
    let stmts: Vec<String> = body.stmts.iter().map(stmt).collect();
    format!("{{{}}}", stmts.join("; "))
}

fn stmt(stmt: &Stmt) -> String {
    match stmt {
        Stmt::Entry(Entry { label: Some(label), value, doc: text, .. }) => {
            format!("{}{}: {}", doc(text.as_ref()), label.text, expr(value))
        }
        Stmt::Entry(Entry { label: None, value, doc: text, .. }) => {
            format!("{}{}", doc(text.as_ref()), expr(value))
        }
        Stmt::Require(one) => format!("require {}", expr(&one.condition)),
        Stmt::Let(one) => {
            format!("{}let {} = {}", doc(one.doc.as_ref()), one.name.text, expr(&one.value))
        }
    }
}

fn expr(it: &Expr) -> String {
    let each = |many: &[Expr]| many.iter().map(expr).collect::<Vec<_>>().join(" ");
    match &it.kind {
        ExprKind::Number(one) => number(*one),
        ExprKind::Text(text) => format!("{text:?}"),
        ExprKind::Path(path) => {
            path.iter().map(|name| name.text.as_str()).collect::<Vec<_>>().join(".")
        }
        ExprKind::Call { name, args, body: inner } => {
            let args: Vec<String> = args.iter().map(arg).collect();
            let inner = inner.as_ref().map_or(String::new(), body);
            format!("{}({}){inner}", name.text, args.join(" "))
        }
        ExprKind::Unary { op, operand } => format!("({op:?} {})", expr(operand)),
        ExprKind::Binary { op, left, right, .. } => {
            format!("({op:?} {} {})", expr(left), expr(right))
        }
        ExprKind::Range { low, high, scale } => {
            let scale = match scale {
                RangeScale::Linear => String::new(),
                RangeScale::Log => " log".to_owned(),
                RangeScale::Step(step) => format!(" step {}", expr(step)),
                RangeScale::By(factor) => format!(" by {}", expr(factor)),
            };
            format!("<{}..{}{scale}>", expr(low), expr(high))
        }
        ExprKind::Choice(many) => format!("(| {})", each(many)),
        ExprKind::Default { domain, value } => {
            format!("(default {} {})", expr(domain), expr(value))
        }
        ExprKind::Maybe(one) => format!("(maybe {})", expr(one)),
        ExprKind::Each(one) => format!("(each {})", expr(one)),
        ExprKind::Repeat { count, index, body: inner } => {
            let index = index.as_ref().map_or(String::new(), |name| format!(" as {}", name.text));
            format!("(repeat {}{index} {})", expr(count), body(inner))
        }
        ExprKind::Either(bodies) => {
            format!("(either {})", bodies.iter().map(body).collect::<Vec<_>>().join(" "))
        }
        ExprKind::Group(inner) => body(inner),
        ExprKind::List(many) => format!("[{}]", each(many)),
        ExprKind::Prefixed { word, operand } => format!("({} {})", word.text, expr(operand)),
        ExprKind::Counted { count, word } => format!("({} #{})", expr(count), word.text),
        ExprKind::Per { count, word } => format!("(per {} {})", expr(count), word.text),
        ExprKind::For { condition, times } => format!("(for {} {})", expr(condition), expr(times)),
        ExprKind::Missing => "?".to_owned(),
    }
}

fn arg(arg: &Arg) -> String {
    let value = expr(&arg.value);
    arg.name.as_ref().map_or(value.clone(), |name| format!("{}:{value}", name.text))
}

fn number(number: Number) -> String {
    let unit = match number.unit {
        None => "",
        Some(Unit::Fraction) => "%",
        Some(Unit::Count) => "n",
        Some(Unit::Time) => "s",
        Some(Unit::Size) => "B",
    };
    let real = if number.whole { "" } else { "r" };
    format!("{}{real}{unit}", number.value)
}
