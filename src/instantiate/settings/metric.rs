//! What can be measured.

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Metric {
    Loss,
    Accuracy,
    F1,
    Precision,
    Recall,
    /// The right class is among the five likeliest.
    Top5,
    /// The area under the ROC curve.
    Auc,
    /// All labels of a sample are right.
    ExactMatch,
    MeanAbsoluteError,
    MeanSquaredError,
    RootMeanSquaredError,
    R2,
}

const ALL: [Metric; 12] = [
    Metric::Loss,
    Metric::Accuracy,
    Metric::F1,
    Metric::Precision,
    Metric::Recall,
    Metric::Top5,
    Metric::Auc,
    Metric::ExactMatch,
    Metric::MeanAbsoluteError,
    Metric::MeanSquaredError,
    Metric::RootMeanSquaredError,
    Metric::R2,
];

impl Metric {
    /// The metric of that name in the language.
    pub fn of(name: &str) -> Option<Metric> {
        ALL.into_iter().find(|metric| metric.name() == name)
    }

    /// Its name in the language.
    pub fn name(self) -> &'static str {
        match self {
            Metric::Loss => "loss",
            Metric::Accuracy => "accuracy",
            Metric::F1 => "f1",
            Metric::Precision => "precision",
            Metric::Recall => "recall",
            Metric::Top5 => "top5",
            Metric::Auc => "auc",
            Metric::ExactMatch => "exact_match",
            Metric::MeanAbsoluteError => "mae",
            Metric::MeanSquaredError => "mse",
            Metric::RootMeanSquaredError => "rmse",
            Metric::R2 => "r2",
        }
    }
}
