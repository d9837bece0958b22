//! Settings of the sweep that have a form of their own.

use super::{Ask, Completion, Kind};
use crate::catalog::Param;

impl Ask<'_> {
    pub fn special(&mut self, param: &'static Param, rank: u32) {
        match param.name {
            "objective" => self.objective(rank),
            "order" => {
                self.groups(rank);
            }
            "trials" => {
                self.forms(param, rank, &[("12 per rung", "${1:12} per rung"), ("200", "${1:200}")])
            }
            "limit" => self.forms(
                param,
                rank,
                &[
                    ("30min", "${1:30}min"),
                    ("2h", "${1:2}h"),
                    ("200 trials", "${1:200} trials"),
                    ("2000 epochs", "${1:2000} epochs"),
                    ("1e15 flops", "${1:1e15} flops"),
                ],
            ),
            "pruner" => {
                self.forms(param, rank, &[("halving", "halving(eta: ${1:3})"), ("none", "none")])
            }
            "stop" => self.forms(
                param,
                rank,
                &[("gain < 0.2% for 2 rungs", "gain < ${1:0.2%} for ${2:2} rungs")],
            ),
            "growth" | "start" => self.forms(param, rank, &[("{ … }", "{\n\t$0\n}")]),
            _ => {}
        }
    }

    fn forms(&mut self, param: &Param, rank: u32, forms: &[(&str, &str)]) {
        for (label, snippet) in forms {
            let one = Completion::new(*label, Kind::Value, rank).told("", param.doc);
            self.add(one.insert(*snippet));
        }
    }

    fn objective(&mut self, rank: u32) {
        let frame = self.place.innermost();
        let last = frame.and_then(|frame| frame.statement.last());
        let aimed =
            last.is_some_and(|one| ["maximize", "minimize"].contains(&one.text(self.place.text)));
        if !aimed {
            for word in ["maximize", "minimize"] {
                self.keyword(word, &format!("{word} $0"), rank);
            }
            return;
        }
        self.metrics(rank);
        for measure in ["params", "flops"] {
            self.add(Completion::new(measure, Kind::Value, rank).told("measure", ""));
        }
    }
}
