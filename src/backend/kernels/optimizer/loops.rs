//! The loops of the optimizers' updates.

use super::Moments;
use crate::backend::kernels::simd::{self, vectorised};

/// The numbers that all rules share.
#[derive(Clone, Copy)]
pub struct Common {
    pub rate: f32,
    pub scale: f32,
    pub penalty: f32,
    pub keep: f32,
}

/// Slopes, and means of them, this close to 0 are 0: no weight would see the difference, and below
/// 1e-38 (where the squares of such slopes lie, and means that fade for a thousand steps) each
/// operation takes the processor a hundred times as long.
const SLOPE: f32 = 1e-16;
const MEAN: f32 = 1e-30;
const SQUARE: f32 = 1e-36;

#[inline(always)]
fn clear(x: f32, least: f32) -> f32 {
    if x.abs() < least { 0.0 } else { x }
}

vectorised! {
    pub fn plain<'a>(common: Common, weights: &'a mut [f32], gradient: &'a [f32]) {
        let Common { rate, scale, penalty, keep } = common;
        for (weight, gradient) in weights.iter_mut().zip(gradient) {
            let slope = gradient * scale + penalty * *weight;
            *weight = *weight * keep - rate * slope;
        }
    }

    pub fn sgd<'a>(
        common: Common, momentum: [f32; 2], nesterov: Option<f32>, weights: &'a mut [f32],
        gradient: &'a [f32], velocity: &'a mut [f32],
    ) {
        let (Common { rate, scale, penalty, keep }, [kept, entering]) = (common, momentum);
        let (ahead, along) = nesterov.map_or((0.0, 1.0), |momentum| (1.0, momentum));
        for ((weight, gradient), velocity) in weights.iter_mut().zip(gradient).zip(velocity) {
            let slope = clear(gradient * scale + penalty * *weight, SLOPE);
            *velocity = clear(*velocity * kept + entering * slope, MEAN);
            *weight = *weight * keep - rate * (ahead * slope + along * *velocity);
        }
    }

    pub fn adam<'a>(
        common: Common, betas: [f32; 2], steps: [f32; 2], divisor: [f32; 2],
        weights: &'a mut [f32], gradient: &'a [f32], moments: Moments<'a>,
    ) {
        let Common { scale, penalty, keep, .. } = common;
        let ([beta1, beta2], [now, before]) = (betas, steps);
        let [epsilon, correction] = divisor;
        let inverse = 1.0 / correction;
        let moments = moments.first.iter_mut().zip(moments.second);
        for ((weight, gradient), (first, second)) in weights.iter_mut().zip(gradient).zip(moments) {
            let slope = clear(gradient * scale + penalty * *weight, SLOPE);
            *first = clear(*first + (1.0 - beta1) * (slope - *first), MEAN);
            *second = clear(beta2 * *second + (1.0 - beta2) * slope * slope, SQUARE);
            let step = now * slope + before * *first;
            *weight = *weight * keep - step / (second.sqrt() * inverse + epsilon);
        }
    }

    pub fn amsgrad<'a>(
        common: Common, betas: [f32; 2], steps: [f32; 2], divisor: [f32; 2],
        weights: &'a mut [f32], gradient: &'a [f32], moments: Moments<'a>,
    ) {
        let Common { scale, penalty, keep, .. } = common;
        let ([beta1, beta2], [now, before]) = (betas, steps);
        let [epsilon, correction] = divisor;
        let inverse = 1.0 / correction;
        let largest = moments.second.iter_mut().zip(moments.third);
        let moments = moments.first.iter_mut().zip(largest);
        for ((weight, gradient), (first, (second, most))) in
            weights.iter_mut().zip(gradient).zip(moments)
        {
            let slope = clear(gradient * scale + penalty * *weight, SLOPE);
            *first = clear(*first + (1.0 - beta1) * (slope - *first), MEAN);
            *second = clear(beta2 * *second + (1.0 - beta2) * slope * slope, SQUARE);
            *most = if *second > *most { *second } else { *most };
            let step = now * slope + before * *first;
            *weight = *weight * keep - step / (most.sqrt() * inverse + epsilon);
        }
    }

    pub fn rms_prop<'a>(
        common: Common, decay: f32, epsilon: f32, weights: &'a mut [f32], gradient: &'a [f32],
        second: &'a mut [f32],
    ) {
        let Common { rate, scale, penalty, keep } = common;
        for ((weight, gradient), second) in weights.iter_mut().zip(gradient).zip(second) {
            let slope = clear(gradient * scale + penalty * *weight, SLOPE);
            *second = clear(decay * *second + (1.0 - decay) * slope * slope, SQUARE);
            *weight = *weight * keep - rate * slope / (second.sqrt() + epsilon);
        }
    }

    pub fn rms_prop_with_momentum<'a>(
        common: Common, decay: f32, epsilon: f32, momentum: f32, weights: &'a mut [f32],
        gradient: &'a [f32], moments: Moments<'a>,
    ) {
        let Common { rate, scale, penalty, keep } = common;
        let moments = moments.first.iter_mut().zip(moments.second);
        for ((weight, gradient), (first, second)) in weights.iter_mut().zip(gradient).zip(moments) {
            let slope = clear(gradient * scale + penalty * *weight, SLOPE);
            *second = clear(decay * *second + (1.0 - decay) * slope * slope, SQUARE);
            *first = clear(momentum * *first + slope / (second.sqrt() + epsilon), MEAN);
            *weight = *weight * keep - rate * *first;
        }
    }

    pub fn centered_rms_prop<'a>(
        common: Common, decay: f32, epsilon: f32, momentum: f32, weights: &'a mut [f32],
        gradient: &'a [f32], moments: Moments<'a>,
    ) {
        let Common { rate, scale, penalty, keep } = common;
        let means = moments.second.iter_mut().zip(moments.third);
        let moments = moments.first.iter_mut().zip(means);
        for ((weight, gradient), (first, (second, mean))) in
            weights.iter_mut().zip(gradient).zip(moments)
        {
            let slope = clear(gradient * scale + penalty * *weight, SLOPE);
            *second = clear(decay * *second + (1.0 - decay) * slope * slope, SQUARE);
            *mean = clear(*mean + (1.0 - decay) * (slope - *mean), MEAN);
            // Rounding may take the difference below 0 where the gradient hardly changes.
            let variance = *second - *mean * *mean;
            let variance = if variance > 0.0 { variance } else { 0.0 };
            *first = clear(momentum * *first + slope / (variance.sqrt() + epsilon), MEAN);
            *weight = *weight * keep - rate * *first;
        }
    }

    pub fn ada_grad<'a>(
        common: Common, epsilon: f32, weights: &'a mut [f32], gradient: &'a [f32],
        sum: &'a mut [f32],
    ) {
        let Common { rate, scale, penalty, keep } = common;
        for ((weight, gradient), sum) in weights.iter_mut().zip(gradient).zip(sum) {
            let slope = clear(gradient * scale + penalty * *weight, SLOPE);
            *sum += slope * slope;
            *weight = *weight * keep - rate * slope / (sum.sqrt() + epsilon);
        }
    }

    pub fn lion<'a>(
        common: Common, betas: [f32; 2], weights: &'a mut [f32], gradient: &'a [f32],
        mean: &'a mut [f32],
    ) {
        let (Common { rate, scale, penalty, keep }, [beta1, beta2]) = (common, betas);
        for ((weight, gradient), mean) in weights.iter_mut().zip(gradient).zip(mean) {
            let slope = clear(gradient * scale + penalty * *weight, SLOPE);
            let way = beta1 * *mean + (1.0 - beta1) * slope;
            // The sign of 0 is 0.
            let up = if way > 0.0 { rate } else { 0.0 };
            let down = if way < 0.0 { rate } else { 0.0 };
            *weight = *weight * keep - (up - down);
            *mean = clear(beta2 * *mean + (1.0 - beta2) * slope, MEAN);
        }
    }

    pub fn clip<'a>(values: &'a mut [f32], limit: f32) {
        // What is no number stays none.
        for value in values {
            let low = if *value < -limit { -limit } else { *value };
            *value = if low > limit { limit } else { low };
        }
    }

    pub fn squares<'a>(values: &'a [f32]) -> f64 {
        // Parts, so that a sum of millions keeps its digits.
        values.chunks(4096).map(|part| f64::from(simd::squares(part))).sum()
    }
}
