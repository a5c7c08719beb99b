/** What is measured against: an embedded cloud in a folder that is deleted afterwards, and an account on whatever cloud. */
@NullMarked
package io.cloudstore.bench.cloud;

import org.jspecify.annotations.NullMarked;
