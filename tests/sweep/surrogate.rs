//! A family of made-up networks with an effective capacity: too little underfits, too much
//! overfits, the best learning rate moves with the width, and seeds add noise.

use hpm::catalog::{Direction, Role};
use hpm::random::Stream;
use hpm::source::{FileId, Span};
use hpm::space::{
    Assignment, Clause, Condition, Domain, Hyper, HyperId, Scale, Space, Test, Value,
};
use hpm::sweep::{Advance, Complexity, Epoch, Failure, Flow, Job, Score, Trial};
use hpm::template::{
    Aim, Group, Growth, GrowthBy, Inherit, Limits, Objective, Pruner, Sampler, Stop, SweepSpec,
    Transfer, Trials,
};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

pub const DEPTH: HyperId = HyperId(0);
pub const WIDTH: HyperId = HyperId(1);
pub const RATE: HyperId = HyperId(2);
pub const DROPOUT: HyperId = HyperId(3);

fn hyper(id: usize, path: &str, domain: Domain, role: Role, default: Value) -> Hyper {
    Hyper {
        id: HyperId(id),
        path: path.to_owned(),
        short: path.rsplit('.').next().unwrap().to_owned(),
        domain,
        role,
        default,
        default_written: false,
        condition: Condition::default(),
        shapes: false,
        doc: None,
        span: Span::new(FileId(0), 0, 0),
    }
}

/// `depth: repeat 0..3 { dense(units: width) }` with `width = 16..128 log`, and training settings.
pub fn space() -> Space {
    let depth = Domain::Whole { low: 0, high: 3, scale: Scale::Linear };
    let width = Domain::Whole { low: 16, high: 128, scale: Scale::Log };
    let rate = Domain::Real { low: 1e-4, high: 1e-1, scale: Scale::Log };
    let dropout = Domain::Real { low: 0.0, high: 0.5, scale: Scale::Linear };
    let activation =
        Domain::Choice { labels: vec!["relu".to_owned(), "gelu".to_owned()], ordered: false };
    let regularisation = Role::Regularisation(Direction::HigherRegularises);
    let mut hypers = vec![
        hyper(0, "depth", depth, Role::Capacity, Value::Whole(0)),
        hyper(1, "depth.width", width, Role::Capacity, Value::Whole(16)),
        hyper(2, "training.learning_rate", rate, Role::Optimisation, Value::Real(3e-3)),
        hyper(3, "dropout", dropout, regularisation, Value::Real(0.0)),
        hyper(4, "activation", activation, Role::Form, Value::Choice(0)),
    ];
    let deep = Clause { hyper: DEPTH, test: Test::MoreThan(0) };
    hypers[1].condition = Condition { any: vec![vec![deep]] };
    Space { hypers, constraints: Vec::new() }
}

pub fn settings() -> SweepSpec {
    let group = |name: &str, id| Group { name: name.to_owned(), hypers: vec![id] };
    SweepSpec {
        objectives: vec![objective(Aim::Maximize, "accuracy")],
        growth: Growth {
            order: vec![group("depth", DEPTH), group("width", WIDTH)],
            by: GrowthBy::Params,
            factor: 4.0,
            start: Vec::new(),
            inherit: Inherit::Hyperparameters,
            transfer: Transfer::None,
            stop: Stop { gain: 0.002, rungs: 2 },
        },
        trials: Trials::PerRung(12),
        sampler: Sampler::Sobol,
        pruner: Pruner::Halving { eta: 3 },
        repeats: 5,
        limits: Limits::default(),
        parallel: None,
        seed: 0,
        defaulted: vec!["factor", "stop"],
    }
}

pub fn objective(aim: Aim, metric: &'static str) -> Objective {
    Objective { aim, metric, span: Span::new(FileId(0), 0, 0) }
}

/// How a trial goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Diverges in the first epoch.
    Diverge,
    /// Its objective is no number.
    NotANumber,
    Panic,
}

pub struct Surrogate {
    /// Doublings of the parameters of the simplest member at which a member fits best.
    pub wanted: f64,
    /// What each doubling too few, and too many, costs in accuracy.
    pub under: f64,
    pub over: f64,
    pub noise: f64,
    pub epochs: usize,
    pub aim: Aim,
    /// Rates above this fail in that way.
    pub limit: Option<(f64, Fault)>,
    /// Depth adds parameters but fits nothing.
    pub idle_depth: bool,
    pub tests: AtomicUsize,
    pub epochs_trained: AtomicUsize,
    /// A clock that runs by FLOPs: nanoseconds.
    pub clock: AtomicU64,
}

impl Surrogate {
    pub fn new(wanted: f64) -> Surrogate {
        Surrogate {
            wanted,
            under: 0.03,
            over: 0.01,
            noise: 0.003,
            epochs: 9,
            aim: Aim::Maximize,
            limit: None,
            idle_depth: false,
            tests: AtomicUsize::new(0),
            epochs_trained: AtomicUsize::new(0),
            clock: AtomicU64::new(0),
        }
    }

    pub fn params(member: &Assignment) -> u64 {
        let (depth, width) = (whole(member, DEPTH) as u64, whole(member, WIDTH) as u64);
        match depth {
            0 => 64 * 10 + 10,
            _ => 64 * width + width + (depth - 1) * (width * width + width) + width * 10 + 10,
        }
    }

    /// The accuracy without noise, and its parts: lacking, excess, off the best rate.
    fn truth(&self, member: &Assignment) -> (f64, f64, f64, f64) {
        let mut counted = member.clone();
        if self.idle_depth {
            counted.set(DEPTH, Some(Value::Whole(whole(member, DEPTH).min(1))));
        }
        let capacity = (Surrogate::params(&counted) as f64 / 650.0).log2();
        let effective = capacity - 2.0 * real(member, DROPOUT);
        let lacking = self.under * (self.wanted - effective).max(0.0);
        let excess = self.over * (effective - self.wanted - 0.5).max(0.0);
        let width = whole(member, WIDTH).max(16) as f64;
        let best = -2.0 - 0.2 * (width / 16.0).log2();
        let off = 0.02 * (real(member, RATE).log10() - best).powi(2);
        (0.98 - lacking - excess - off, lacking, excess, off)
    }

    pub fn accuracy(&self, member: &Assignment) -> f64 {
        self.truth(member).0
    }

    fn epoch(&self, job: &Job, epoch: usize) -> Epoch {
        let (accuracy, lacking, excess, off) = self.truth(&job.assignment);
        let mut stream = Stream::new(job.seed, &format!("surrogate/{:?}", job.assignment));
        let shift = self.noise * stream.normal();
        let done = 1.0 - (-6.0 * epoch as f64 / job.epochs as f64).exp();
        let train_loss = 0.02 + 3.0 * (lacking + off) + 2.0 * (1.0 - done);
        let late = (epoch as f64 / job.epochs as f64).powi(2);
        let validation_loss = train_loss + 0.02 + 10.0 * excess * late;
        let value = (accuracy + shift) * done;
        let value = if self.aim == Aim::Maximize { value } else { -value };
        Epoch {
            epoch,
            train_loss,
            validation_loss,
            objectives: vec![value, Surrogate::params(&job.assignment) as f64],
            metrics: Vec::new(),
        }
    }

    fn fails(&self, job: &Job) -> Option<Fault> {
        let (limit, fault) = self.limit?;
        (real(&job.assignment, RATE) > limit).then_some(fault)
    }
}

pub fn whole(member: &Assignment, id: HyperId) -> i64 {
    match member.get(id) {
        Some(Value::Whole(n)) => n,
        _ => 0,
    }
}

pub fn real(member: &Assignment, id: HyperId) -> f64 {
    match member.get(id) {
        Some(Value::Real(x)) => x,
        _ => 0.0,
    }
}

impl Trial for Surrogate {
    /// Epochs done.
    type State = usize;

    fn complexity(&self, member: &Assignment) -> Result<Complexity, String> {
        let params = Surrogate::params(member);
        let layers = 1 + whole(member, DEPTH) as u64;
        Ok(Complexity { params, flops: 6000 * params, layers })
    }

    fn epochs(&self, _: &Assignment) -> usize {
        self.epochs
    }

    fn advance(
        &self,
        job: &Job,
        state: Option<usize>,
        observe: &mut (dyn FnMut(&Epoch) -> Flow + Send),
    ) -> Result<Advance<usize>, Failure> {
        for epoch in state.unwrap_or(0) + 1..=job.until {
            match self.fails(job) {
                Some(Fault::Diverge) => return Err(Failure::Diverged { epoch }),
                Some(Fault::Panic) => panic!("a made-up panic"),
                Some(Fault::NotANumber) | None => {}
            }
            self.epochs_trained.fetch_add(1, Ordering::Relaxed);
            let flops = 6000 * Surrogate::params(&job.assignment);
            self.clock.fetch_add(flops, Ordering::Relaxed);
            if observe(&self.epoch(job, epoch)) == Flow::Stop {
                return Err(Failure::Interrupted);
            }
        }
        let mut curve: Vec<Epoch> = (1..=job.until).map(|epoch| self.epoch(job, epoch)).collect();
        for epoch in curve.iter_mut().filter(|_| self.fails(job).is_some()) {
            epoch.objectives[0] = f64::NAN;
        }
        Ok(Advance { curve, state: Some(job.until), stopped_early: false })
    }

    fn test(&self, job: &Job, state: &usize) -> Result<Score, Failure> {
        assert_eq!(*state, job.epochs, "only finished trainings are tested");
        self.tests.fetch_add(1, Ordering::Relaxed);
        Ok(Score { objectives: vec![self.accuracy(&job.assignment)], metrics: Vec::new() })
    }
}
