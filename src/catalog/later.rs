//! What later versions will know: told as such rather than as a misspelling.

/// A name that the language reserves, and what it will be.
#[derive(Debug)]
pub struct Later {
    pub name: &'static str,
    /// `a layer`, `a setting of `training``
    pub what: &'static str,
    /// What serves today, where something does.
    pub instead: Option<&'static str>,
}

const fn of(name: &'static str, what: &'static str) -> Later {
    Later { name, what, instead: None }
}

const fn or(name: &'static str, what: &'static str, instead: &'static str) -> Later {
    Later { name, what, instead: Some(instead) }
}

/// Everything that is reserved.
pub static LATER: &[Later] = &[
    of("rnn", "a layer"),
    of("lstm", "a layer"),
    of("gru", "a layer"),
    of("attention", "a layer"),
    of("transformer", "a layer"),
    of("embedding", "a layer"),
    or("depthwise_conv", "a layer", "use `conv` for now"),
    or("separable_conv", "a layer", "use `conv` for now"),
    or("global_max_pool", "a layer", "use `global_avg_pool` for now"),
    or("spatial_dropout", "a layer", "use `dropout` for now"),
    or("group_norm", "a layer", "use `layer_norm` or `batch_norm` for now"),
    of("reshape", "a layer"),
    or("dilation", "an argument of `conv`", "leave it out for now"),
    or("groups", "an argument of `conv`", "leave it out for now"),
    of("parallel", "a composition"),
    of("branch", "a composition"),
    or("nadam", "an optimizer", "use `adam` for now"),
    or("adagrad", "an optimizer", "use `rmsprop` for now"),
    or("lion", "an optimizer", "use `adamw` for now"),
    or("orthogonal", "an init", "use `xavier` or `kaiming` for now"),
    or("truncated_normal", "an init", "use `normal` for now"),
    or("exponential", "a schedule", "use `step` for now"),
    or("one_cycle", "a schedule", "use `cosine(warmup: 10%)` for now"),
    or("plateau", "a schedule", "use `step` or `cosine` for now"),
    or("steps", "a setting of `training`", "use `epochs` for now"),
    of("precision", "a setting of `training`"),
    of("augment", "a setting"),
    or("tpe", "a sampler", "use `sobol` for now"),
    or("gp", "a sampler", "use `sobol` for now"),
    or("bayesian", "a sampler", "use `sobol` for now"),
    or("grid", "a sampler", "use `sobol` for now"),
    of("weights", "a value of `inherit`"),
    of("mup", "a value of `transfer`"),
    or("resnet", "a block of the standard library", "write it with `residual` and `conv` for now"),
    or("vgg", "a block of the standard library", "write it with `repeat` and `conv` for now"),
    or("mlp", "a block of the standard library", "write it with `repeat` and `dense` for now"),
    or("lenet", "a block of the standard library", "write it with `conv` for now"),
    of("inception", "a block of the standard library"),
    of("text_cnn", "a block of the standard library"),
    of("tcn", "a block of the standard library"),
    of("mobilenet", "a block of the standard library"),
    of("densenet", "a block of the standard library"),
    of("vit", "a block of the standard library"),
];

/// The reserved thing of that name.
pub fn later(name: &str) -> Option<&'static Later> {
    LATER.iter().find(|one| one.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::{all, find_layer};
    use std::collections::BTreeSet;

    #[test]
    fn nothing_reserved_is_known_today() {
        let mut seen = BTreeSet::new();
        for one in LATER {
            assert!(seen.insert(one.name), "{} twice", one.name);
            assert!(find_layer(one.name).is_none(), "{}", one.name);
            assert!(all().iter().all(|item| item.name != one.name), "{}", one.name);
        }
    }
}
