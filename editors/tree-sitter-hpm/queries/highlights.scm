; No two patterns capture the same word, so that it does not matter which of them an editor prefers.

(comment) @comment
(documentation) @comment.documentation
(string) @string
(number) @number
(factor) @number
(unit) @type
(counted) @type
(boolean) @boolean

[
  "let"
  "block"
  "require"
  "as"
  "each"
  "maximize"
  "minimize"
] @keyword

"import" @keyword.import
"repeat" @keyword.repeat
"maybe" @keyword.conditional
(either ["either" "or"] @keyword.conditional)

(scaled "log" @keyword.operator)
(stepped ["step" "by"] @keyword.operator)
(defaulted "default" @keyword.operator)
(per "per" @keyword.operator)
(over "for" @keyword.operator)
(logical operator: _ @keyword.operator)
(negation "not" @keyword.operator)

(section name: (name) @module)
(entry label: (name) @property)
(argument name: (name) @variable.parameter)
(parameter name: (name) @variable.parameter)
(block name: (name) @function)
(let name: (name) @variable)
(repeat index: (name) @variable)
(goal metric: (name) @constant.builtin)
(per unit: (name) @type)
(call name: (path (name) @variable.member))

; Called with arguments or braces: a layer, a block or a setting's value.
(call name: (name) @function.call arguments: (_))
(call name: (name) @function.call !arguments body: (_))

; On its own. The words are hpm's catalogue; `HPM_UPDATE=1 cargo test --test editors` writes them.
(call name: (name) @function.call !arguments !body
  (#any-of? @function.call "activation" "attention" "avg_pool" "batch_norm" "branch" "conv" "dense" "densenet" "depthwise_conv" "dropout" "elu" "embedding" "flatten" "gelu" "global_avg_pool" "global_max_pool" "googlenet" "group_norm" "gru" "hard_swish" "inception" "inception_asymmetric" "inception_factorised" "inception_v1" "last_step" "layer_norm" "leaky_relu" "lenet" "lstm" "max_pool" "mish" "mlp" "mobilenet" "parallel" "positions" "prelu" "relu" "reshape" "residual" "resnet" "resnet_basic" "resnet_bottleneck" "rnn" "selu" "separable_conv" "sigmoid" "silu" "softmax" "softplus" "spatial_dropout" "tanh" "tcn" "text_cnn" "transformer" "vgg" "vit"))

(call name: (name) @constant.builtin !arguments !body
  (#any-of? @constant.builtin "accuracy" "adagrad" "adam" "adamw" "add" "auc" "balanced" "bf16" "binary" "binary_cross_entropy" "blobs" "causal" "channels_first" "channels_last" "characters" "classes" "comma" "concat" "constant" "conv_norm" "cosine" "crop" "cross_entropy" "csv" "cue" "digits" "drop" "early_stop" "elites" "error" "exact_match" "exponential" "f1" "f32" "fan_in" "fan_out" "features" "first" "flip" "flops" "gp" "grid" "halving" "huber" "hyperparameters" "idx" "image" "image_folder" "kaiming" "labels" "last" "learned" "lecun" "lion" "loss" "mae" "mean" "median" "minmax" "mixup" "moons" "mse" "nadam" "noise" "normal" "nothing" "npy" "npz" "one_cycle" "orthogonal" "pad" "params" "parquet" "pipe" "plateau" "precision" "r2" "random" "recall" "rmse" "rmsprop" "safetensors" "same" "semicolon" "sequence" "sequences" "series" "sgd" "sinusoidal" "sobol" "space" "spirals" "split" "standard" "step" "tab" "text" "tokens" "top5" "tpe" "truncated_normal" "uniform" "valid" "values" "words" "xavier" "zero" "zeros"))

(call name: (name) @constant.builtin !arguments !body
  (#eq? @constant.builtin "none"))

["=" ".." "|" "+" "-" "*" "/" "^" "<=" ">=" "==" "!=" "<" ">"] @operator
["," ";" ":" "."] @punctuation.delimiter
["{" "}" "(" ")"] @punctuation.bracket
