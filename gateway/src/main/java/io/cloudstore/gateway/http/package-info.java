/**
 * What API Gateway does with a REST API: routes, authorizer cache, payload limit, timeout, throttling, CORS, request
 * ids, its own errors as the template's GatewayResponses say, and one access log line a request.
 *
 * <p>{@code RestApi} decides, and knows no HTTP library; {@code HttpServer} is the only one that does. Nothing is kept
 * but verdicts on tokens (by the tokens' digests, for as long as the template says) and throttle counts, both in
 * memory and bounded. A request is answered once and never repeated from here.
 *
 * <p>Differences to AWS: no stage in the path; a function stopped at its own timeout answers 504 as the integration's
 * timeout does; throttles per address, which are WAF's business on AWS, are here.
 */
@NullMarked
package io.cloudstore.gateway.http;

import org.jspecify.annotations.NullMarked;
