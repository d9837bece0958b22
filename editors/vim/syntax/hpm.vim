" hpm: families of neural networks. The lists of names are the catalogue's, written by
" `HPM_UPDATE=1 cargo test --test editors`; everything else is told by its place.
if exists('b:current_syntax')
  finish
endif

" What is defined later wins, so labels come near the end: `step: 5` is one.
syn match hpmLayer "\<\%(activation\|attention\|avg_pool\|batch_norm\|branch\|conv\|dense\|densenet\|depthwise_conv\|dropout\|elu\|embedding\|flatten\|gelu\|global_avg_pool\|global_max_pool\|googlenet\|group_norm\|gru\|hard_swish\|inception\|inception_asymmetric\|inception_factorised\|inception_v1\|last_step\|layer_norm\|leaky_relu\|lenet\|lstm\|max_pool\|mish\|mlp\|mobilenet\|parallel\|positions\|prelu\|relu\|reshape\|residual\|resnet\|resnet_basic\|resnet_bottleneck\|rnn\|selu\|separable_conv\|sigmoid\|silu\|softmax\|softplus\|spatial_dropout\|tanh\|tcn\|text_cnn\|transformer\|vgg\|vit\)\>"
syn match hpmValue "\<\%(accuracy\|adagrad\|adam\|adamw\|add\|auc\|balanced\|bf16\|binary\|binary_cross_entropy\|blobs\|causal\|channels_first\|channels_last\|characters\|classes\|comma\|concat\|constant\|conv_norm\|cosine\|crop\|cross_entropy\|csv\|cue\|digits\|drop\|early_stop\|elites\|error\|exact_match\|exponential\|f1\|f32\|fan_in\|fan_out\|features\|first\|flip\|flops\|gp\|grid\|halving\|huber\|hyperparameters\|idx\|image\|image_folder\|kaiming\|labels\|last\|learned\|lecun\|lion\|loss\|mae\|mean\|median\|minmax\|mixup\|moons\|mse\|nadam\|noise\|normal\|nothing\|npy\|npz\|one_cycle\|orthogonal\|pad\|params\|parquet\|pipe\|plateau\|precision\|r2\|random\|recall\|rmse\|rmsprop\|safetensors\|same\|semicolon\|sequence\|sequences\|series\|sgd\|sinusoidal\|sobol\|space\|spirals\|split\|standard\|step\|tab\|text\|tokens\|top5\|tpe\|truncated_normal\|uniform\|valid\|values\|words\|xavier\|zero\|zeros\)\>"
syn match hpmBoolean "\<\%(true\|false\|none\)\>"

syn match hpmOperator "\.\.\|[-|+*/^=<>]\|[<>=!]="
syn match hpmName "\<\h\w*\>\ze\s*[({]" contains=hpmKeyword
syn match hpmSection "^\h\w*\ze\s*{"
syn match hpmPath "\.\@1<!\<\h\w*\(\.\h\w*\)\+\>"

syn match hpmNumber "\(\<\|\.\.\)\@<=\d[0-9_]*\(\.\d[0-9_]*\)\?\([eE][-+]\?\d\+\)\?" nextgroup=hpmUnit,hpmCounted
syn match hpmUnit "\(%\|[kMGsh]\>\|min\>\|[KMG]iB\>\)" contained
syn match hpmCounted "\s\+\(\(log\|step\|by\|default\|per\|for\|and\|or\|as\)\>\)\@!\h\w*\>\ze\s*\($\|[,;}#]\)" contained
syn match hpmFactor "\(\<by\s\+\)\@<=x\d\+"

" Words behind a value.
syn match hpmWord "\([%)}[:alnum:]_]\s\+\)\@<=\<\(log\|step\|by\|default\|per\|for\|and\|or\|as\)\>"
syn match hpmKeyword "\<\(repeat\|maybe\|each\|either\|not\)\>\ze\s*[-({[:alnum:]_]"
syn match hpmKeyword "\<or\>\ze\s*{"
syn match hpmKeyword "\<\(maximize\|minimize\)\>\ze\s\+\h"
syn match hpmImport "\<import\>\ze\s*\""
syn match hpmStatement "\<require\>\ze\s"
syn match hpmDefine "\<\(let\|block\)\>\ze\s\+\h" nextgroup=hpmDefined skipwhite
syn match hpmDefined "\h\w*" contained

syn match hpmLabel "\<\h\w*\ze\s*:"

syn region hpmString start=+"+ end=+"+ oneline
syn match hpmComment "#.*$" contains=@Spell,hpmTodo
syn match hpmDocumentation "##.*$" contains=@Spell,hpmTodo
syn keyword hpmTodo TODO FIXME XXX contained

hi def link hpmLayer Function
hi def link hpmName Function
hi def link hpmDefined Identifier
hi def link hpmPath Identifier
hi def link hpmValue Constant
hi def link hpmBoolean Boolean
hi def link hpmOperator Operator
hi def link hpmSection Structure
hi def link hpmNumber Number
hi def link hpmFactor Number
hi def link hpmUnit Type
hi def link hpmCounted Type
hi def link hpmWord Keyword
hi def link hpmKeyword Conditional
hi def link hpmImport Include
hi def link hpmStatement Statement
hi def link hpmDefine Define
hi def link hpmLabel Label
hi def link hpmString String
hi def link hpmComment Comment
hi def link hpmDocumentation SpecialComment
hi def link hpmTodo Todo

let b:current_syntax = 'hpm'
