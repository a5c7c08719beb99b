/**
 * The service and the store in one small server of the JDK, with every fault that a test asks for. It keeps to the HTTP
 * contract as the client sees it and knows nothing of how the real one does it.
 */
package io.cloudstore.client.fake;
