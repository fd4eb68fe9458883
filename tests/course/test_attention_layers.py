"""Where attention layers, the blocks made of them, and an embedding of patches first differ from their references."""

import pytest
from placing import by_name, places, sibling

HEADS, BLOCK, ENCODER, DECODER, PATCHES, VIT = (
    sibling(exercise, "stages")
    for exercise in (
        "MultiHeadAttention",
        "EncoderBlock",
        "TransformerEncoder",
        "DecoderBlock",
        "PatchEmbedding",
        "ViTBlock",
    )
)
LOOKING = sibling("Seq2SeqAttentionDecoder", "stages")
PLACES = {
    ("MultiHeadAttention", "attention/multihead"): {
        HEADS.VALUES: "keys_and_values_swapped no_output_layer",
        HEADS.JOINED: "joined_without_exchange split_without_exchange",
        HEADS.SCALED: "one_head root_of_all_features",
        HEADS.LENGTHS: "lengths_ignored lengths_tiled",
    },
    ("EncoderBlock", "attention/transformer"): {
        BLOCK.SHORTCUTS: "no_first_shortcut no_second_shortcut one_norm pre_norm second_shortcut_from_x",
        BLOCK.FEED_FORWARD: "ffn_first ffn_of_x side_by_side",
        BLOCK.HEADS_APART: "one_head",
        BLOCK.LENGTHS: "lengths_ignored",
    },
    ("Seq2SeqAttentionDecoder", "attention/bahdanau"): {
        LOOKING.KEPT: "source_kept_in_the_module",
        LOOKING.STEP: "context_after_the_step embedding_first no_output_bias softmax time_first",
        LOOKING.STATE: "same_state_for_all_layers zero_state",
        LOOKING.WEIGHTS: "dot_products outputs_reshaped query_of_the_first_layer",
        f"step 2, while step 1 agrees: {LOOKING.NEXT}": "one_query_for_all_steps state_not_carried_on",
        LOOKING.HANDED_ON: "old_state_handed_on",
        LOOKING.LENGTHS: "lengths_ignored",
    },
    ("PatchEmbedding", "attention/vision-transformer"): {
        PATCHES.SHAPE: "class_token features_first grid no_stride padded",
        PATCHES.SEPARATE: "not_exchanged reshaped reshaped_at_the_end",
        PATCHES.ORDER: "backwards columns",
        PATCHES.AFFINE: "activation normalised",
    },
    ("ViTBlock", "attention/vision-transformer"): {
        VIT.SHORTCUTS: "first_shortcut_from_the_normalised no_first_shortcut no_second_shortcut normalised_at_the_end post_norm "
        "second_shortcut_from_the_normalised shortcut_from_the_normalised",
        VIT.SMALL_NETWORK: "activation_at_the_end no_activation no_second_norm relu",
        VIT.ATTENTION: "no_first_norm queries_alone_normalised second_shortcut_from_x values_not_normalised",
        VIT.HEADS_APART: "one_head",
        VIT.TOGETHER: "network_first side_by_side",
        VIT.LENGTHS: "lengths_ignored",
    },
    ("TransformerEncoder", "attention/transformer"): {
        ENCODER.POSITIONS: "no_positions normalised_at_the_end one_block scaled_after",
        ENCODER.ROOT: "divided no_root no_root_of_the_factor root_of_the_sequence",
        ENCODER.BLOCK: "residual_over_blocks",
        ENCODER.BLOCKS: "each_block_gets_the_embeddings positions_in_each_block same_block",
        ENCODER.LENGTHS: "lengths_ignored lengths_in_the_first_block",
    },
    ("DecoderBlock", "attention/transformer"): {
        DECODER.SHORTCUTS: "one_norm pre_norm second_shortcut_from_x third_shortcut_from_y",
        DECODER.SELF: "encoder_first",
        DECODER.SEEN: "full_lengths mask_of_the_wrong_mode no_mask_in_training not_itself one_word_too_many reversed_mask",
        DECODER.CROSS: "keys_from_the_decoder queries_from_the_encoder second_queries_from_x values_from_the_decoder",
        DECODER.HEADS_APART: "one_head",
        DECODER.LENGTHS: "lengths_ignored lengths_in_the_first_attention",
        DECODER.CACHE: (
            "attends_to_the_call_alone cache_in_the_module first_word_alone_is_kept keeps_results mask_in_prediction never_kept "
            "not_appended"
        ),
    },
}


@pytest.mark.parametrize(("exercise", "notebook"), PLACES, ids=lambda name: name)
def test_the_first_place_that_differs_is_the_true_one_for_every_known_answer_and_none_for_the_others(
    exercise, notebook
):
    assert places(exercise, notebook, sibling(exercise, "stages").place) == by_name(PLACES[exercise, notebook])
