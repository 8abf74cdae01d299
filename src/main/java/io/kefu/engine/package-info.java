/**
 * Configures the embedded engine: what models may do, deployment, jobs, history,
 * security. Knows no feature.
 */
package io.kefu.engine;
