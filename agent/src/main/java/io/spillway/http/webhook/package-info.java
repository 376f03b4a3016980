/** The journal pushed out: alerts to webhooks. */
@NullMarked
package io.spillway.http.webhook;

import org.jspecify.annotations.NullMarked;
