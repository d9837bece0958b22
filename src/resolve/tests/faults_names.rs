//! Names that are unknown, misplaced, doubled or missing.

use super::faults_are;

#[test]
fn misspelt() {
    faults_are(&[
        (
            (
                "",
                "dens(16)\ndense(unit: 8)\ndense(8, activation: rleu)",
                "training { optimizer: adma; epoches: 3; metrics: acuracy }",
            ),
            &[
                "E202 «dens» there is no layer `dens`",
                "E203 «unit» `dense` has no argument `unit`",
                "E205 «rleu» `rleu` is no activation",
                "E205 «adma» `adma` is no optimizer",
                "E204 «epoches» `training` has no setting `epoches`",
                "E205 «acuracy» `acuracy` is no metric",
            ],
        ),
        (
            ("let width = 8..64", "dense(widht)", ""),
            &["E206 «widht» `widht` stands for nothing here"],
        ),
        (("", "dense(8)", "data { source: digit }"), &["E205 «digit» `digit` is no data source"]),
    ]);
}

#[test]
fn synonyms() {
    faults_are(&[
        (
            (
                "",
                "bn\nmaxpool(2)\nconv2d(8, 3)\ndense(neurons: 8)\ndense(8, act: relu)\ndense(8, activation: swish)\ndropout(p: 10%)",
                "training { lr: 1e-3; bs: 32; init: kaiming_normal; loss: ce; metrics: acc; early_stopping: none }",
            ),
            &[
                "E207 «bn» `bn` is called `batch_norm` here",
                "E207 «maxpool» `maxpool` is called `max_pool` here",
                "E207 «conv2d» `conv2d` is called `conv` here",
                "E207 «neurons» `neurons` is called `units` here",
                "E207 «act» `act` is called `activation` here",
                "E207 «swish» `swish` is called `silu` here",
                "E207 «p» `p` is called `rate` here",
                "E207 «lr» `lr` is called `learning_rate` here",
                "E207 «bs» `bs` is called `batch_size` here",
                "E207 «kaiming_normal» `kaiming_normal` is called `kaiming` here",
                "E207 «ce» `ce` is called `cross_entropy` here",
                "E207 «acc» `acc` is called `accuracy` here",
                "E207 «early_stopping» `early_stopping` is called `early_stop` here",
            ],
        ),
        (
            ("", "dense(8)\noutputs: classes(10)\noutput: classes(10)", ""),
            &[
                "E207 «outputs» `outputs` is called `output` here",
                "E209 «output» the setting `output` is given twice",
            ],
        ),
        (
            ("", "dense(8)", "train { epochs: 3 }"),
            &["E207 «train» `train` is called `training` here"],
        ),
    ]);
}

#[test]
fn misplaced() {
    faults_are(&[
        (
            (
                "",
                "dense(8)\nlearning_rate: 3\nadam\nloss: mse",
                "training { dense(10); dropout: 20%; source: digits; validation: 10%; objective: loss }\nsweep { learning_rate: 3; order: depth }",
            ),
            &[
                "E208 «learning_rate» `learning_rate` is a setting of `training`, it does not belong in `model`",
                "E208 «adam» `adam` is an optimizer, it does not belong in `model`",
                "E208 «loss» `loss` is a setting of `training`, it does not belong in `model`",
                "E208 «dense» `dense` is a layer, it does not belong in `training`",
                "E208 «dropout» `dropout` is a layer, it does not belong in `training`",
                "E208 «source» `source` is a setting of `data`, it does not belong in `training`",
                "E208 «validation» `validation` is a setting of `data`, it does not belong in `training`",
                "E208 «objective» `objective` is a setting of `sweep`, it does not belong in `training`",
                "E208 «learning_rate» `learning_rate` is a setting of `training`, it does not belong in `sweep`",
                "E208 «order» `order` is a setting of `growth`, it does not belong in `sweep`",
            ],
        ),
        (
            ("", "dense(8)", "growth { order: x }\ndense { }"),
            &[
                "E208 «growth» `growth` is a part of `sweep`, it does not belong in the top of the file",
                "E208 «dense» `dense` is a layer, it does not belong in the top of the file",
            ],
        ),
        (
            ("", "repeat 2 { dense(8); output: classes(10) }", ""),
            &[
                "E208 «output» `output` is the output of the whole model, it does not belong in a block",
            ],
        ),
    ]);
}

#[test]
fn twice() {
    faults_are(&[
        (
            (
                "let w = 3\nlet w = 4",
                "a: dense(8)\na: dense(8)\ndense(8, units: 3)",
                "training { epochs: 3; epochs: 4 }\ntraining { }",
            ),
            &[
                "E209 «w» the let `w` is given twice",
                "E209 «a» the label `a` is given twice",
                "E209 «units» the argument `units` is given twice",
                "E209 «epochs» the setting `epochs` is given twice",
                "E209 «training» the section `training` is given twice",
            ],
        ),
        (
            ("", "dense(8)\noutput: classes(10)\noutput: classes(10)", ""),
            &["E209 «output» the setting `output` is given twice"],
        ),
    ]);
}

#[test]
fn missing_and_surplus() {
    faults_are(&[
        (
            ("", "dense\nconv(8)\nmax_pool\nactivation", "training { schedule: step }"),
            &[
                "E210 «dense» `dense` needs its `units`",
                "E210 «conv(8)» `conv` needs its `kernel`",
                "E210 «max_pool» `max_pool` needs its `size`",
                "E210 «activation» `activation` needs its `function`",
                "E210 «step» `step` needs its `every`",
            ],
        ),
        (
            (
                "",
                "dense(8, relu)\nflatten(3)\ndropout(1%, 2%)",
                "training { optimizer: adam(0.9) }",
            ),
            &[
                "E211 «relu» `dense` takes 1 argument without a name: units",
                "E211 «3» `flatten` takes no argument without a name",
                "E211 «2%» `dropout` takes 1 argument without a name: rate",
                "E211 «0.9» `adam` takes no argument without a name",
            ],
        ),
        (("", "dense(8)", "data { validation: 10% }"), &["E210 «data» `data` needs its `source`"]),
    ]);
}

#[test]
fn not_yet() {
    faults_are(&[(
        ("", "dense(8)", "sweep { sampler: bayesian }"),
        &["E212 «bayesian» `bayesian`, a sampler, is not supported yet"],
    )]);
}

#[test]
fn lets_in_circles_and_lets_unused() {
    faults_are(&[
        (
            ("let a = b\nlet b = c + 1\nlet c = a", "dense(a)", ""),
            &["E213 «a» the value of `a` needs itself"],
        ),
        (("let a = a", "dense(a)", ""), &["E213 «a» the value of `a` needs itself"]),
        (("let w = 8..64", "dense(8)\nrequire w < 3", ""), &["W214 «w» nothing uses `w`"]),
        (("let w = 8..64", "dense(8)\ndens(w)", ""), &["E202 «dens» there is no layer `dens`"]),
    ]);
}

#[test]
fn each_and_indices() {
    faults_are(&[
        (
            (
                "",
                "dense(each 8..64)\nrepeat 2 { dense(each 8) }\nrepeat 2 { dense(8, activation: each relu | gelu) }\nrepeat 2 { each max_pool(2) }",
                "",
            ),
            &[
                "E215 «each 8..64» `each` has no `repeat` around it",
                "E318 «8» `each` needs a domain",
                "E318 «each relu | gelu» `each` works on numbers only, so far",
                "E318 «each max_pool(2)» `each` works on numbers only, so far",
            ],
        ),
        (
            ("", "repeat 1..2 as i { dense(8 * 2^i); require i < 3 }\ndense(j)", ""),
            &[
                "E206 «i» `i` stands for nothing here",
                "E301 «j» `units` of `dense` takes a whole number, not the word `j`",
            ],
        ),
    ]);
}

#[test]
fn bodies() {
    faults_are(&[(
        ("", "residual\nresidual(3) { dense(8) }\ndense(8) { relu }", ""),
        &[
            "E217 «residual» `residual` needs layers in braces",
            "E211 «3» `residual` takes no argument without a name",
            "E217 «{ relu }» `dense` holds no layers",
        ],
    )]);
}

#[test]
fn requires() {
    faults_are(&[(
        (
            "",
            "a: dense(8..16)\nb: dense(8..16, activation: relu | gelu)\nrequire units < 12\nrequire unit < 3\nrequire params\nrequire a.units + 3\nrequire activation == relu\nrequire params < 30min\nrequire memory < 500k",
            "",
        ),
        &[
            "E216 «units» `units` names several hyperparameters",
            "E206 «unit» `unit` stands for nothing here",
            "E321 «params» a condition is needed here, and this is a number",
            "E321 «a.units + 3» a condition is needed here, and this is a number",
            "E301 «activation» a comparison takes numbers, not the choice `activation`",
            "E308 «30min» a condition is a number, and this is a time",
            "E308 «500k» `memory` is a size, and this is a count",
        ],
    )]);
}
