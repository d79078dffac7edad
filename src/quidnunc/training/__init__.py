"""Trains the typing model from a codebook and its examples. Needs the extra ``train``; reading never imports it."""
