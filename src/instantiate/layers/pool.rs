//! Pooling.

use super::super::fault::Problem;
use super::super::numbers::{Numbers, Reader};
use super::conv::{padding, required, sides};
use crate::graph::{Op, Pool, PoolKind};

pub fn pool<N: Numbers>(read: &Reader<N>) -> Result<Op, Problem> {
    let max = read.item.item.name == "max_pool";
    let kind = if max { PoolKind::Max } else { PoolKind::Average };
    let size = required(read, "size")?;
    let stride = sides(read, "stride")?.unwrap_or(size);
    Ok(Op::Pool(Pool { kind, size, stride, padding: padding(read)? }))
}
