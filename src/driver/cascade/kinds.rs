//! The kinds of codes that a cascade is made of.

use crate::diagnostic::Code;
use crate::diagnostic::codes::{data, meaning, name, shape, sweep, syntax, value};

/// Faults of brackets: once a brace is missing or too many, nobody knows what the next ones close.
pub const BRACKETS: [&Code; 5] = [
    &syntax::unclosed::CODE,
    &syntax::stray_closer::CODE,
    &syntax::wrong_closer::CODE,
    &syntax::outside_section::CODE,
    &syntax::misplaced_item::CODE,
];

/// After these the rest of the line is read as something that its author did not mean.
pub const MISREAD: [&Code; 10] = [
    &syntax::unexpected::CODE,
    &syntax::unknown_unit::CODE,
    &syntax::empty_argument::CODE,
    &syntax::choice_bar::CODE,
    &syntax::wrong_separator::CODE,
    &syntax::range_scale::CODE,
    &syntax::missing_let::CODE,
    &syntax::repeat_form::CODE,
    &syntax::either_form::CODE,
    &syntax::block_form::CODE,
];

/// A body is missing, perhaps because a bracket before it swallowed it.
pub const BODILESS: [&Code; 3] =
    [&syntax::block_form::CODE, &syntax::repeat_form::CODE, &syntax::either_form::CODE];

/// Something is not there, which may be because it could not be read.
pub const ABSENT: [&Code; 6] = [
    &meaning::missing_model::CODE,
    &meaning::missing_output::CODE,
    &meaning::missing_input::CODE,
    &name::missing_argument::CODE,
    &data::no_target::CODE,
    &data::text_settings::CODE,
];

/// A word that is not known where it stands: its definition may have been lost, and however often
/// it stands, it is one name that is not known.
pub const NAMELESS: [&Code; 5] = [
    &name::unknown_layer::CODE,
    &name::unknown_value::CODE,
    &name::unknown_name::CODE,
    &name::synonym::CODE,
    &value::wrong_type::CODE,
];

/// What a call says, where the block that it calls was misread.
pub const OF_CALLS: [&Code; 3] =
    [&name::unknown_argument::CODE, &name::missing_argument::CODE, &name::too_many_arguments::CODE];

/// The same fault of several neighbours, or of one value wherever it is used, is one.
pub const REPEATED: [&Code; 3] =
    [&name::branch_place::CODE, &value::wrong_type::CODE, &value::out_of_bounds::CODE];

/// Nothing uses it, or nothing changes by it: perhaps what did could not be read.
pub const IDLE: [&Code; 5] = [
    &name::unused_let::CODE,
    &name::unused_block::CODE,
    &name::unused_import::CODE,
    &name::unused_parameter::CODE,
    &meaning::empty_body::CODE,
];

/// Layers that get another kind of sample than they read.
pub const MISFITS: [&Code; 5] = [
    &shape::needs_features::CODE,
    &shape::needs_positions::CODE,
    &shape::needs_embedding::CODE,
    &shape::needs_tokens::CODE,
    &shape::needs_series::CODE,
];

/// A name in `order` that no hyperparameter has.
pub const ORDER: &Code = &sweep::order_name::CODE;
