package io.spillway.config;

/** The model servers that Spillway speaks to. */
public enum RuntimeType {
    OLLAMA
}
