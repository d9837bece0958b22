//! Convolutions.

use super::super::fault::Problem;
use super::super::numbers::{Need, Numbers, Reader};
use super::{Part, activation, part};
use crate::graph::{Op, Padding, Reach, Sides};
use crate::template::Argument;

pub fn conv<N: Numbers>(read: &Reader<N>) -> Result<Op, Problem> {
    Ok(Op::Conv {
        filters: read.required("filters", Need::Width)?,
        reach: reach(read)?,
        groups: read.whole("groups", Need::Shape, 1)?.unwrap_or(1),
        bias: read.flag("bias", true)?,
    })
}

pub fn depthwise<N: Numbers>(read: &Reader<N>) -> Result<Op, Problem> {
    Ok(Op::DepthwiseConv {
        multiplier: read.whole("multiplier", Need::Shape, 1)?.unwrap_or(1),
        reach: reach(read)?,
        bias: read.flag("bias", true)?,
    })
}

/// The bias stands at the end, as there is nothing between the two convolutions.
pub fn separable<N: Numbers>(read: &Reader<N>) -> Result<Vec<Part>, Problem> {
    let depthwise = Op::DepthwiseConv {
        multiplier: read.whole("multiplier", Need::Shape, 1)?.unwrap_or(1),
        reach: reach(read)?,
        bias: false,
    };
    let filters = read.required("filters", Need::Width)?;
    let pointwise = Op::conv(filters, 1, 1, Padding::Valid, read.flag("bias", true)?);
    Ok(vec![
        part("depthwise", depthwise),
        part("pointwise", pointwise),
        Part::Activation(activation::fused(read)?),
    ])
}

fn reach<N: Numbers>(read: &Reader<N>) -> Result<Reach, Problem> {
    let one = Sides::square(1);
    Ok(Reach {
        kernel: required(read, "kernel")?,
        stride: sides(read, "stride")?.unwrap_or(one),
        dilation: sides(read, "dilation")?.unwrap_or(one),
        padding: padding(read)?,
    })
}

pub fn required<N: Numbers>(read: &Reader<N>, name: &'static str) -> Result<Sides, Problem> {
    sides(read, name)?.ok_or_else(|| {
        let what = format!("`{}` has no `{name}`", read.item.item.name);
        Problem::incomplete(what, read.item.span)
    })
}

/// A number for both sides, or one for each.
pub fn sides<N: Numbers>(read: &Reader<N>, name: &'static str) -> Result<Option<Sides>, Problem> {
    Ok(match read.wholes(name, Need::Shape, 1)?.as_slice() {
        [side] => Some(Sides::square(*side)),
        [rows, columns] => Some(Sides { rows: *rows, columns: *columns }),
        _ => None,
    })
}

pub fn padding<N: Numbers>(read: &Reader<N>) -> Result<Padding, Problem> {
    Ok(match read.settled("padding", Need::Shape)? {
        Some(Argument::Word { word: "same", .. }) => Padding::Same,
        Some(Argument::Word { word: "causal", .. }) => Padding::Causal,
        Some(Argument::Number { .. } | Argument::List { .. }) => {
            match read.wholes("padding", Need::Shape, 0)?.as_slice() {
                [cells] => Padding::Cells(*cells),
                [rows, columns] => Padding::Each([*rows, *rows, *columns, *columns]),
                [above, below, left, right] => Padding::Each([*above, *below, *left, *right]),
                _ => Padding::Valid,
            }
        }
        _ => Padding::Valid,
    })
}
