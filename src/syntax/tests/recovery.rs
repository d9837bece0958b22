//! Several faults in one pass, one diagnostic for one mistake, and files that are no hpm.

use super::{faults, parsed, show, statement};

#[test]
fn eight_independent_faults_are_all_told() {
    let text = "\
let width 8..64
data {
    source: csv(\"wine.csv, target: \"class\")
    scale = standard
}
model {
    conv(filters: 16 kernel: 3)
    dense(units: 16..=64)
    repeat 1..3 as { relu }
    activation(
    dropout(10 percent)
    output: classes(3))
}
";
    let told = [
        "1 E114", "3 E109", "4 E114", "7 E112", "8 E116", "9 E103", "10 E104", "11 E125", "12 E105",
    ];
    assert_eq!(faults(text), told);
}

#[test]
fn missing_pieces_are_told_where_they_are_missing() {
    for (text, told) in [
        ("a:", "E102 a value is missing after `a:`"),
        ("f(a: )", "E102 a value is missing after `a:`"),
        ("f(a: , b: 3)", "E102 a value is missing after `a:`"),
        ("a: 3 |", "E102 a value is missing after `|`"),
        ("a: 3..", "E102 a value is missing after `..`"),
        ("a: 3 *", "E102 a value is missing after `*`"),
        ("a: 1..9 step", "E102 a value is missing after `step`"),
        ("a: 1..9 default", "E102 a value is missing after `default`"),
        ("a: ()", "E102 there is nothing between these brackets"),
        ("a: []", "E102 there is nothing between these brackets"),
        ("let = 3", "E103 a name is missing after `let`"),
        ("repeat 3 as { a }", "E103 a name is missing after `as`"),
        ("repeat 3", "E134 `repeat` has nothing to repeat"),
        ("repeat { a }", "E102 a value is missing after `repeat`"),
        ("either { a }", "E135 `either` needs a second body"),
        ("block x { a }", "E137 `block` stands at the top of a file, not in a section"),
        ("import \"x.hpm\"", "E137 `import` stands at the top of a file, not in a section"),
        ("for i in 0..3 {\n a\n }", "E136 hpm has no `for`"),
        ("if x > 3 { a }", "E136 hpm has no `if`"),
        ("a @ b # c", "E101 `@` does not belong in front of a value"),
        ("a @ # c", "E101 `@` does not belong here"),
        ("f(3 @ 4)", "E101 `@` does not belong in front of a value"),
    ] {
        assert_eq!(statement(text).1, [told], "{text}");
    }
}

#[test]
fn what_stands_around_a_fault_is_kept() {
    let (tree, _) = statement("a: 3\n    b: @\n    c: ; d: 4\n    f(x: , 3)\n    g");
    assert_eq!(tree, "a: 3; b: ?; c: ?; d: 4; f(x:? 3); g");
}

#[test]
fn statements_outside_of_sections() {
    assert_eq!(faults("epochs: 5\nbatch_size: 3\nmodel { a }\nrelu\n"), ["1 E130", "4 E130"]);
    assert_eq!(faults("model:\n    dense(3)\n    relu\n"), ["1 E130"]);
    assert_eq!(faults("model\n\ndata { a: 3 }\n"), ["1 E130"]);
    assert_eq!(faults("model: { a }\n"), ["1 E129"]);
    assert_eq!(faults("model = {\n    a\n}\n"), ["1 E129"]);
    assert_eq!(faults("width = 3\nmodel { a }"), ["1 E131"]);
    assert_eq!(show::spec(&parsed("model: { a }").spec), "model {a}");
}

#[test]
fn files_of_other_languages_get_one_diagnostic() {
    let json = "{\n  \"model\": {\n    \"layers\": [64, 32],\n    \"lr\": 0.1\n  }\n}\n";
    let python = "import torch\nimport torch.nn as nn\n\nclass Net(nn.Module):\n    def __init__(self):\n\
                  \x20       super().__init__()\n        self.fc = nn.Linear(10, 5)\n\n\
                  \x20   def forward(self, x):\n        return self.fc(x)\n";
    let html = "<html>\n<body>\n<p>It's a page</p>\n<a href='x'>y</a>\n</body>\n</html>\n";
    let prose =
        "This is a letter.\nIt has some lines, and signs: like these!\nBest regards (me).\n";
    for text in [json, python, html, prose, &python.repeat(100)] {
        let parsed = parsed(text);
        let found: Vec<&str> = parsed.diagnostics.iter().map(|one| one.code.id).collect();
        assert_eq!(found, ["E141"], "{text}");
        assert!(parsed.hopeless);
    }
    let binary = parsed("PK\u{3}\u{4}\u{0}\u{0}model {");
    assert_eq!(binary.diagnostics[0].code.id, "E142");
    assert!(binary.hopeless);
}

#[test]
fn the_number_of_diagnostics_is_bounded() {
    let text = format!("model {{\n{}}}\n", "    a: \n".repeat(500));
    let found = parsed(&text).diagnostics;
    assert_eq!(found.len(), 50);
    assert_eq!(found[49].notes, ["450 more faults of syntax follow; mend these first"]);
}
