//! The sweep section.

use super::faults_are;

#[test]
fn forms() {
    faults_are(&[
        (
            (
                "",
                "dense(8..64)\ndrop: dropout(1%..2%)",
                "sweep { objective: accuracy; growth { order: drop, foo; stop: 3 }; trials: 12 per hour; limit: 20; pruner: foo; sampler: bayesian }",
            ),
            &[
                "E702 «accuracy» an objective says whether more or less is better",
                "E703 «drop» nothing in `drop` can grow",
                "E703 «foo» `foo` names no hyperparameter",
                "E705 «3» `stop` takes a gain, and for how many rungs",
                "E706 «12 per hour» `trials` takes a number, per rung or in total",
                "E704 «20» `limit` takes a time, a number of trials, epochs or FLOPs, or several",
                "E707 «foo» `pruner` takes `halving` or `none`",
                "E212 «bayesian» `bayesian`, a sampler, is not supported yet",
            ],
        ),
        (
            (
                "",
                "dense(8..64)",
                "sweep { objective: maximize acc; growth: fast; limit: 30min, 1h }",
            ),
            &[
                "E207 «acc» `acc` is called `accuracy` here",
                "E301 «fast» `growth` takes a block `{ … }`, not the word `fast`",
                "E704 «1h» `limit` takes a time, a number of trials, epochs or FLOPs, or several",
            ],
        ),
        (
            (
                "",
                "dense(8..64)",
                "sweep { objective: maximize accurcy; growth { ordr: x; start { dense1: 100 } } }",
            ),
            &[
                "E701 «accurcy» `accurcy` is no objective for the output `classes(10)`",
                "E204 «ordr» `growth` has no setting `ordr`",
                "E708 «100» `dense1` cannot start here",
            ],
        ),
    ]);
}

#[test]
fn numbers_and_lists() {
    faults_are(&[
        (
            (
                "",
                "dense(8..64)",
                "sweep { objective: loss; limit: 50%; trials: 0; growth { stop: gain < 2 for 2 rungs; factor: 1; start: 3; order: 3 } }",
            ),
            &[
                "E702 «loss» an objective says whether more or less is better",
                "E704 «50%» `limit` takes a time, a number of trials, epochs or FLOPs, or several",
                "E706 «0» `trials` takes a number, per rung or in total",
                "E705 «gain < 2 for 2 rungs» `stop` takes a gain, and for how many rungs",
                "E312 «1» `factor` must be above 1, and this is 1",
                "E708 «3» a start is a block of names with values",
                "E710 «3» the order is a list of names",
            ],
        ),
        (
            (
                "",
                "dense(8..64)",
                "sweep { repeats: 0; parallel: 1..2; seed: 1.5; pruner: halving(eta: 1) }",
            ),
            &[
                "E312 «0» `repeats` must be at least 1, and this is 0",
                "E315 «1..2» `parallel` cannot be searched",
                "E307 «1.5» `seed` takes a whole number, not 1.5",
                "E312 «1» `eta` of `halving` must be at least 2, and this is 1",
            ],
        ),
    ]);
}

#[test]
fn right_ones() {
    faults_are(&[
        (
            (
                "",
                "d: repeat 1..3 { dense(8..64) }\nn: maybe batch_norm",
                "sweep { objective: maximize accuracy, minimize params; growth { order: n, d; by: flops; factor: 3; start { d: 2; n: present }; inherit: nothing; stop: gain < 1% for 3 rungs }; trials: 200 trials; sampler: random; pruner: halving(4); repeats: 3; limit: 30min, 500 trials, 1e15 flops; parallel: 2; seed: 7 }",
            ),
            &[],
        ),
        (
            (
                "",
                "dense(8..64)",
                "sweep { pruner: none; trials: 6 per rung; limit: 2h; objective: minimize loss }",
            ),
            &[],
        ),
    ]);
}
