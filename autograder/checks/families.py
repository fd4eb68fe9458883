"""Which of torch's operators an answer may use where it is to be its own work: families, by what they are for.

An operator that is in no family does something whole by itself (a softmax, a convolution, a loss, an optimiser's step,
a layer), and so may one that a later version of torch brings. Names are ATen's, as a dispatch mode sees them, without
the underscore at the end that marks the in-place form. The same names, in another spelling, are those of the nodes in a
result's graph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_ELEMENTWISE = """
abs absolute acos acosh add addcdiv addcmul angle arccos arccosh arcsin arcsinh arctan arctan2 arctanh asin asinh atan
atan2 atanh bitwise_and bitwise_left_shift bitwise_not bitwise_or bitwise_right_shift bitwise_xor ceil celu clamp
clamp_max clamp_min clip complex conj_physical copysign cos cosh deg2rad digamma div divide elu eq erf erfc erfinv exp
exp2 expm1 fix float_power floor floor_divide fmax fmin fmod frac frexp gcd ge gelu greater greater_equal gt hardshrink
hardsigmoid hardswish hardtanh heaviside hypot i0 isclose isfinite isin isinf isnan isneginf isposinf isreal lcm ldexp le
leaky_relu lerp less less_equal lgamma log log10 log1p log2 log_sigmoid log_sigmoid_forward logaddexp logaddexp2
logical_and logical_not logical_or logical_xor logit lt maximum minimum mish mul multiply nan_to_num ne neg negative
nextafter not_equal polar polygamma positive pow prelu _prelu_kernel rad2deg reciprocal relu relu6 remainder round rrelu
rrelu_with_noise rsqrt rsub selu sgn sigmoid sign signbit silu sin sinc sinh softplus softshrink sqrt square sub subtract
tan tanh threshold true_divide trunc where xlogy special_entr special_erfcx special_i0e special_i1 special_i1e
special_log_ndtr special_ndtr special_ndtri special_xlog1py special_zeta hardtanh_backward sigmoid_backward tanh_backward
threshold_backward __and__ __iand__ __ior__ __ixor__ __lshift__ __or__ __rshift__ __xor__ __ilshift__ __irshift__
"""
_REDUCTIONS = """
all allclose amax amin aminmax _aminmax any argmax argmin bincount count_nonzero cumsum cumprod cummax cummin
_cummax_helper _cummin_helper diff dist equal histc kthvalue linalg_matrix_norm linalg_norm linalg_vector_norm
logcumsumexp _logcumsumexp logsumexp max mean median min mode nanmean nanmedian nanquantile nansum norm norm_except_dim
prod quantile renorm std std_mean sum sum_to_size trapezoid trapz unique_consecutive unique_dim _unique _unique2 var
var_mean trace cumulative_trapezoid linalg__powsum _is_all_true _is_any_true
"""
_PRODUCTS = """
addbmm addmm addmv addr baddbmm bilinear bmm cdist _cdist_forward _euclidean_dist chain_matmul cross dot einsum ger inner
kron linalg_cross linalg_matmul linalg_matrix_power linalg_multi_dot linalg_vecdot linear matmul matrix_power mm mv outer
tensordot _trilinear vdot _int_mm pdist _pdist_forward cov corrcoef det linalg_det _linalg_det linalg_inv linalg_inv_ex
inverse linalg_solve linalg_solve_ex _linalg_solve_ex linalg_solve_triangular linalg_qr linalg_svd _linalg_svd
linalg_eigh _linalg_eigh linalg_lu linalg_pinv linalg_vander vander matrix_exp linalg_matrix_exp linalg_diagonal
linalg_cholesky linalg_cholesky_ex fft_fft fft_ifft fft_rfft fft_irfft fft_fft2 fft_ifft2 fft_rfft2 fft_irfft2 fft_fftn
fft_ifftn fft_rfftn fft_irfftn fft_fftshift fft_ifftshift fft_fftfreq fft_rfftfreq _fft_c2c _fft_c2r _fft_r2c
"""
_SHAPES = """
adjoint alias as_strided as_strided_scatter atleast_1d atleast_2d atleast_3d block_diag broadcast_tensors broadcast_to
cartesian_prod cat chunk column_stack combinations concat concatenate conj _conj constant_pad_nd contiguous detach diag
diag_embed diagflat diagonal diagonal_scatter dsplit dstack expand expand_as flatten flip fliplr flipud hsplit hstack imag
im2col col2im mH mT matrix_H meshgrid moveaxis movedim narrow narrow_copy _neg_view numpy_T pad _pad_circular _pad_enum
pad_sequence permute pixel_shuffle pixel_unshuffle ravel real reflection_pad1d reflection_pad2d reflection_pad3d repeat
repeat_interleave replication_pad1d replication_pad2d replication_pad3d reshape _reshape_alias reshape_as resize resize_as
resolve_conj resolve_neg roll rot90 row_stack select select_scatter slice slice_scatter split split_with_sizes squeeze
stack _stack swapaxes swapdims t tensor_split tile transpose tril triu unbind unflatten unfold unsafe_chunk unsafe_split
unsafe_split_with_sizes _unsafe_view unsqueeze view view_as view_as_complex view_as_real vsplit vstack channel_shuffle
native_channel_shuffle slice_inverse view_copy expand_copy permute_copy
"""
_ELEMENTS = """
argsort argwhere bucketize embedding gather index index_add index_copy index_fill index_put _index_put_impl index_reduce
index_select fill_diagonal masked_fill masked_scatter masked_select msort nonzero nonzero_numpy nonzero_static one_hot put
scatter scatter_add scatter_reduce searchsorted segment_reduce sort take take_along_dim topk _unsafe_index
_unsafe_index_put tril_indices triu_indices _unsafe_masked_index
"""
_MAKING = """
arange clone copy _copy_from empty empty_like empty_permuted empty_strided eye fill full full_like lift lift_fresh
lift_fresh_copy linspace logspace new_empty new_empty_strided new_full new_ones new_zeros ones ones_like range
scalar_tensor zero zeros zeros_like to _to_copy type_as to_dense _local_scalar_dense item is_nonzero _efficientzerotensor
set set_data data requires_grad result_type can_cast is_same_size is_set_to _has_same_storage_numel detach_copy
hann_window hamming_window bartlett_window blackman_window _assert_async _assert_scalar _assert_tensor_metadata
size stride dim numel storage_offset sym_size sym_stride sym_numel sym_storage_offset is_contiguous sym_is_contiguous
_make_dual _unpack_dual _fw_primal _new_zeros_with_same_feature_meta _add_batch_dim _remove_batch_dim
_linalg_check_errors promote_types _resize_output
"""
_CHANCE = """
bernoulli binomial cauchy exponential geometric log_normal multinomial normal normal_functional poisson rand rand_like
randint randint_like randn randn_like random randperm uniform _standard_gamma _sample_dirichlet
"""
_POOLING = """
adaptive_avg_pool1d adaptive_avg_pool2d _adaptive_avg_pool2d avg_pool1d avg_pool2d avg_pool3d max_pool1d max_pool2d
max_pool2d_with_indices max_pool3d max_pool3d_with_indices
"""

# What does something whole, seen in a recording: torch makes some of the operators above, where a dispatch mode sees
# only its parts. No operator above is made of any of these.
WHOLES = frozenset(
    """
_batch_norm_impl_index _batch_norm_with_update _conv_depthwise2d _convolution _ctc_loss _embedding_bag _fused_adagrad
_fused_adam _fused_adamw _fused_dropout _fused_rms_norm _fused_sgd _log_softmax _log_softmax_backward_data
_masked_softmax _native_batch_norm_legit _native_batch_norm_legit_functional _native_batch_norm_legit_no_training
_native_multi_head_attention _safe_softmax _scaled_dot_product_attention_math
_scaled_dot_product_flash_attention_for_cpu _slow_conv2d_forward _softmax _softmax_backward_data _sparse_log_softmax
_sparse_softmax _thnn_fused_gru_cell _thnn_fused_lstm_cell _transformer_encoder_layer_fwd alpha_dropout batch_norm
binary_cross_entropy binary_cross_entropy_with_logits conv1d conv2d conv3d conv_tbc conv_transpose1d conv_transpose2d
conv_transpose3d convolution convolution_backward cosine_embedding_loss cosine_similarity cross_entropy_loss ctc_loss
cudnn_batch_norm dropout embedding_bag feature_alpha_dropout feature_dropout group_norm gru gru_cell
hinge_embedding_loss huber_loss instance_norm kl_div l1_loss layer_norm local_response_norm log_softmax lstm lstm_cell
margin_ranking_loss mkldnn_convolution mkldnn_rnn_layer mse_loss multi_margin_loss multilabel_margin_loss
native_batch_norm native_batch_norm_backward native_dropout native_dropout_backward native_group_norm native_layer_norm
nll_loss nll_loss_forward nll_loss_nd pairwise_distance poisson_nll_loss rms_norm rnn_relu rnn_relu_cell rnn_tanh
rnn_tanh_cell scaled_dot_product_attention smooth_l1_loss soft_margin_loss softmax special_log_softmax special_softmax
thnn_conv2d triplet_margin_loss
""".split()
)

_ELEMENTWISE_NAMES = frozenset(_ELEMENTWISE.split())
OPERATORS = frozenset(
    _ELEMENTWISE_NAMES.union(
        *(names.split() for names in (_REDUCTIONS, _PRODUCTS, _SHAPES, _ELEMENTS, _MAKING, _CHANCE, _POOLING))
    )
)
# Nodes of autograd's own: leaves, copies between devices, slices that were written to, what has no derivative, lists.
_OF_AUTOGRAD = {"accumulategrad", "copybackwards", "copyslices", "cppfunction", "notimplemented", "undefinedgrad"}
_NODES = frozenset(name.replace("_", "").lower() for name in OPERATORS) | _OF_AUTOGRAD

# Parts of torch's Python through which an operator may be reached, those that call what they are given included, and
# helpers such as those of torch.nn.utils: clipping a gradient may be wrong, but is nobody else's optimiser (its fusion
# normalises). What computes by the operators above, in Python, what answers are to compute themselves is in other
# parts: torch.optim, torch._refs, torch._decomp, the transforms and the categorical distributions, and their like.
LIBRARIES = (
    "torch._dynamo.eval_frame torch._dynamo.external_utils torch._functorch torch._jit_internal torch._linalg_utils torch._lowrank torch._tensor torch._tensor_str torch._utils "
    "torch._vmap_internals torch.amp torch.autograd torch.cuda torch.func torch.functional "
    "torch.nn.functional torch.nn.init torch.nn.utils.clip_grad torch.nn.utils.convert_parameters "
    "torch.nn.utils.memory_format torch.nn.utils.parametrizations torch.nn.utils.parametrize torch.nn.utils.prune "
    "torch.nn.utils.rnn torch.nn.utils.spectral_norm torch.nn.utils.stateless torch.nn.utils.weight_norm torch.utils.checkpoint torch.nn.modules.activation torch.nn.modules.container torch.nn.modules.flatten "
    "torch.nn.modules.channelshuffle torch.nn.modules.fold torch.nn.modules.linear torch.nn.modules.module "
    "torch.nn.modules.padding torch.nn.modules.pixelshuffle torch.nn.modules.pooling torch.nn.modules.sparse "
    "torch.nn.parameter torch.overrides torch.random torch.signal.windows torch.storage "
    "torch.testing torch.utils._contextlib torch.utils._device torch.utils._foreach_utils torch.utils._pytree torch._compile "
    "torch.distributions.bernoulli torch.distributions.constraints torch.distributions.distribution "
    "torch.distributions.exp_family torch.distributions.exponential torch.distributions.normal "
    "torch.distributions.poisson torch.distributions.uniform torch.distributions.utils"
).split()


def operators_outside(names: Iterable[str]) -> Iterator[str]:
    """Those of the operators `names` that are in no family."""
    for name in names:
        plain = name if name.endswith("__") else name.rstrip("_")
        listwise = plain.removeprefix("_foreach_")
        if plain not in OPERATORS and (listwise == plain or listwise not in _LISTWISE):
            yield name


# Functions of torch.nn.functional, beside its helpers and those that are called like an operator above. The others
# compute a loss, a normalisation or an attention of elementary operators, in Python.
_OF_FUNCTIONAL = frozenset("fold lp_pool1d lp_pool2d lp_pool3d normalize softsign tanhshrink".split())
# What a distribution computes beside what it draws: of a normal one half a squared error, and its like.
_OF_NO_CHANCE = frozenset("cdf entropy icdf log_prob perplexity".split())


def libraries_outside(names: Iterable[str]) -> Iterator[str]:
    """Those of the modules `names`, or of functions in them, in which no operator may have run."""
    return (name for name in names if name != "torch" and not _may_run_in(name))


def _may_run_in(name: str) -> bool:
    module, _, function = name.rpartition(".")
    if module == "torch.nn.functional":
        plain = function.removesuffix("_with_indices").rstrip("_")
        return function.startswith(("_", "<")) or plain in OPERATORS or plain in _OF_FUNCTIONAL
    if module.startswith("torch.distributions.") and function in _OF_NO_CHANCE:
        return False
    return any(name == part or name.startswith(f"{part}.") for part in LIBRARIES)


def nodes_outside(names: Iterable[str]) -> Iterator[str]:
    """Those of the graph's nodes `names` (`MulBackward0`) that belong to no operator of a family."""
    for name in names:
        plain = re.sub(r"Backward\d*$", "", name).lower()
        listwise = plain.removeprefix("foreach")
        if plain not in _NODES and (listwise == plain or listwise not in _LISTWISE_NODES):
            yield name


_LISTWISE = _ELEMENTWISE_NAMES | {"zero", "copy", "clone", "max", "norm", "mm"}  # torch._foreach_...: of many tensors
_LISTWISE_NODES = frozenset(name.replace("_", "") for name in _LISTWISE)
