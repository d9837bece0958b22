//! Reshaping.

use super::super::fault::Problem;
use super::super::numbers::{Need, Numbers, Reader};
use crate::graph::{Op, Reshape, Shape};
use crate::template::Argument;

pub fn reshape<N: Numbers>(read: &Reader<N>) -> Result<Op, Problem> {
    let Some(Argument::Item(item)) = read.settled("to", Need::Shape)? else {
        return Ok(Op::Reshape(Reshape::Series));
    };
    let inner = Reader::new(item, read.numbers);
    let count = |name: &'static str| inner.required(name, Need::Shape);
    let shape = match item.item.name {
        "image" => Shape::Image {
            height: count("height")?,
            width: count("width")?,
            channels: count("channels")?,
        },
        "series" => Shape::Series { length: count("length")?, features: count("features")? },
        _ => Shape::Features(count("count")?),
    };
    Ok(Op::Reshape(Reshape::To(shape)))
}
