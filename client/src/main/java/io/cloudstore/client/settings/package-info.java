/** What a client can be told: which server, how many connections, how patient. */
@NullMarked
package io.cloudstore.client.settings;

import org.jspecify.annotations.NullMarked;
