/**
 * Gateway and functions alone, before engines that somebody else runs: any MySQL, Redis, SQS-compatible queue and
 * S3-compatible store. {@link io.cloudstore.gateway.serve.ServedCloud} starts and stops them.
 *
 * <p>Where the queues and the store are, and as who they are asked, is what the template's parameters say. Provisioning
 * makes what the template declares in them: queues with redrive and timeouts, buckets with notification, CORS rules and the
 * rule that aborts multipart uploads. It needs {@code sqs:CreateQueue}, {@code sqs:GetQueueUrl},
 * {@code sqs:GetQueueAttributes} and {@code sqs:SetQueueAttributes}, {@code s3:CreateBucket},
 * {@code s3:PutBucketNotification}, {@code s3:PutBucketCORS} and {@code s3:PutLifecycleConfiguration}; serving needs none
 * of them. A repeat changes nothing.
 */
@NullMarked
package io.cloudstore.gateway.serve;

import org.jspecify.annotations.NullMarked;
