//! Random specifications: every form of the language, without a fault of syntax and without sense.

use hpm::random::Stream;

const NAMES: [&str; 6] = ["width", "i", "relu", "units", "a_rather_long_name_of_a_thing", "größe"];
/// Words of the language among them.
const LABELS: [&str; 10] =
    ["width", "depth", "step", "log", "default", "by", "per", "or", "either", "x2"];
const NUMBERS: [&str; 11] =
    ["0", "1", "1_000", "1e-3", "2.5E+4", "10%", "500k", "30min", "512MiB", "1.5M", "64"];
const CALLED: [&str; 6] = ["dense", "conv", "max", "step", "by", "a_rather_long_name_of_a_layer"];
const OPERATORS: [&str; 5] = [" + ", " - ", " * ", " / ", "^"];
const COMPARISONS: [&str; 6] = [" < ", " <= ", " > ", " >= ", " == ", " != "];

pub fn specification(stream: &mut Stream) -> String {
    let mut maker = Maker { stream, room: 60 };
    let count = 1 + maker.below(5);
    (0..count).map(|_| maker.item()).collect()
}

struct Maker<'s> {
    stream: &'s mut Stream,
    /// How much may still be nested; every form costs one.
    room: u64,
}

impl Maker<'_> {
    fn below(&mut self, n: u64) -> u64 {
        self.stream.below(n)
    }

    fn one<'t>(&mut self, of: &[&'t str]) -> &'t str {
        of[self.below(of.len() as u64) as usize]
    }

    fn spend(&mut self) -> bool {
        self.room = self.room.saturating_sub(1);
        self.room > 0
    }

    fn name(&mut self) -> &'static str {
        self.one(&NAMES)
    }

    fn label(&mut self) -> &'static str {
        self.one(&LABELS)
    }

    fn item(&mut self) -> String {
        let name = self.label();
        match self.below(7) {
            0 => format!("let {name} = {}\n", self.domain()),
            1 => "import \"blocks/a, b # c.hpm\"\n".into(),
            2 => {
                format!("## What it is for.\nblock {name}({}) {}\n", self.parameters(), self.body())
            }
            3 => format!("# A remark.\n\ndata {}\n", self.body()),
            4 => format!("sweep {}\n", self.body()),
            _ => format!("model {}\n\n", self.body()),
        }
    }

    fn parameters(&mut self) -> String {
        let count = self.below(7);
        let mut all = Vec::new();
        for at in 0..count {
            let name = self.name();
            all.push(match self.below(2) {
                0 => format!("{name}{at}"),
                _ => format!("{name}{at} = {}", self.domain()),
            });
        }
        all.join(", ")
    }

    fn body(&mut self) -> String {
        let count = self.below(5);
        let all: Vec<String> = (0..count).map(|_| self.statement()).collect();
        match self.below(3) {
            0 => format!("{{ {} }}", all.join("; ")),
            1 => format!("{{{}\n}}", all.iter().map(|it| format!("\n{it}")).collect::<String>()),
            _ => format!("{{ # first\n{} # last\n}}", all.join(" # next\n\n")),
        }
    }

    fn statement(&mut self) -> String {
        let name = self.label();
        match self.below(8) {
            0 => format!("let {name} = {}", self.domain()),
            1 => format!("require {}", self.condition()),
            2 => format!("{name}: {}, {}", self.choice(), self.choice()),
            3 => format!("{name}: maximize width, minimize relu"),
            4 => format!("stop: gain < {} for 2 rungs", self.number()),
            5 => format!("{name}: {}", self.layer()),
            6 => format!("{name}: {}", self.domain()),
            _ => self.layer(),
        }
    }

    fn layer(&mut self) -> String {
        if !self.spend() {
            return "relu".into();
        }
        match self.below(9) {
            0 => format!("repeat {} {}", self.domain(), self.body()),
            1 => format!("repeat {} as i {}", self.sum(), self.body()),
            2 => self.either(),
            3 => format!("maybe {}", self.body()),
            4 => format!("residual(shortcut: {}) {}", self.choice(), self.body()),
            5 => format!("parallel {{ branch {} branch {} }}", self.body(), self.body()),
            6 => format!("maybe {}", self.choice()),
            _ => self.choice(),
        }
    }

    fn either(&mut self) -> String {
        let mut text = format!("either {}", self.body());
        for _ in 0..=self.below(2) {
            let gap = self.one(&[" ", "\n", " # why\n"]);
            text += &format!("{gap}or {}", self.body());
        }
        text
    }

    fn domain(&mut self) -> String {
        let start = self.one(&["", "", "each "]);
        let end = self.one(&["", "", " default 3", " default -1", " default f(3)"]);
        format!("{start}{}{end}", self.choice())
    }

    fn choice(&mut self) -> String {
        let count = 1 + self.below(3) * self.below(3);
        let all: Vec<String> = (0..count).map(|_| self.range()).collect();
        let sign = self.one(&[" | ", "|"]);
        all.join(sign)
    }

    fn range(&mut self) -> String {
        let dots = self.one(&["..", " .. "]);
        let (low, high) = (self.end(), self.end());
        match self.below(5) {
            0 => format!("{low}{dots}{high}"),
            1 => format!("{low}{dots}{high} log"),
            2 => format!("{low}{dots}{high} step {}", self.number()),
            3 => format!("{low}{dots}{high} by {}", self.one(&["x2", "x 1.5"])),
            _ => self.sum(),
        }
    }

    /// Of a range, or a side of a comparison: no choice is in it, and no other range.
    fn end(&mut self) -> String {
        match self.below(4) {
            0 => format!("{}{}{}", self.name(), self.one(&OPERATORS), self.number()),
            1 => format!("min({}, {})", self.name(), self.number()),
            2 => self.number(),
            _ => self.name().to_owned(),
        }
    }

    fn sum(&mut self) -> String {
        let mut text = self.operand();
        for _ in 0..self.below(3) {
            let sign = self.one(&OPERATORS);
            text += &format!("{sign}{}", self.operand());
        }
        text
    }

    fn number(&mut self) -> String {
        let sign = self.one(&["", "", "-", "- "]);
        format!("{sign}{}", self.one(&NUMBERS))
    }

    fn operand(&mut self) -> String {
        if !self.spend() {
            return self.name().into();
        }
        match self.below(9) {
            0 => format!("({})", self.choice()),
            1 => format!("({}, {})", self.choice(), self.sum()),
            2 => format!("-({})", self.sum()),
            3 | 4 => format!("{}({})", self.one(&CALLED), self.arguments()),
            5 => "head.units".into(),
            6 => self.name().into(),
            _ => self.number(),
        }
    }

    fn arguments(&mut self) -> String {
        let count = self.below(5);
        let mut text = String::new();
        for _ in 0..count {
            let value = self.domain();
            let name = self.label();
            let gap = self.one(&["", "", "", "\n", " # why\n"]);
            text += &match self.below(3) {
                0 => format!("{name}: {value}{gap}, "),
                1 => format!("\"a b\", {gap}"),
                _ => format!("{value}, "),
            };
        }
        text
    }

    fn condition(&mut self) -> String {
        let mut text = self.comparison();
        for _ in 0..self.below(4) {
            let word = self.one(&[" and ", " or ", " and not "]);
            text += &format!("{word}{}", self.comparison());
        }
        text
    }

    fn comparison(&mut self) -> String {
        let sign = self.one(&COMPARISONS);
        let plain = format!("{}{sign}{}", self.end(), self.end());
        if self.below(4) == 0 { format!("({plain} or {plain})") } else { plain }
    }
}
