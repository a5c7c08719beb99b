package io.cloudstore.gateway.template;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The serverless application, resolved for one set of parameter values.
 *
 * @param deployment the names that ARNs are made of
 * @param api the HTTP API
 * @param functions by logical id
 * @param queueSources which function reads which queue
 * @param queues by logical id
 * @param buckets by logical id
 * @param schedules which function is called how often
 * @param roles the roles that the template declares by itself, by logical id; a function's own role is in
 *     {@link HostedFunction#statements()}
 */
public record Template(
        Deployment deployment,
        Api api,
        Map<String, HostedFunction> functions,
        List<QueueSource> queueSources,
        Map<String, Queue> queues,
        Map<String, Bucket> buckets,
        List<Schedule> schedules,
        Map<String, Role> roles) {

    /** Copies what it is given. */
    public Template {
        functions = Map.copyOf(functions);
        queueSources = List.copyOf(queueSources);
        queues = Map.copyOf(queues);
        buckets = Map.copyOf(buckets);
        schedules = List.copyOf(schedules);
        roles = Map.copyOf(roles);
    }

    /**
     * The function with this logical id.
     *
     * @throws TemplateException when the template has none
     */
    public HostedFunction function(String logicalId) {
        return TemplateException.found("function", logicalId, functions.get(logicalId));
    }

    /**
     * The queue with this logical id.
     *
     * @throws TemplateException when the template has none
     */
    public Queue queue(String logicalId) {
        return TemplateException.found("queue", logicalId, queues.get(logicalId));
    }

    /** The queues, those first that others send their dead letters to. */
    public List<Queue> queuesDeadLettersFirst() {
        return queues.values().stream()
                .sorted(Comparator.comparing((Queue queue) -> queue.redrive().isPresent())
                        .thenComparing(Queue::name))
                .toList();
    }

    /**
     * The bucket with this logical id.
     *
     * @throws TemplateException when the template has none
     */
    public Bucket bucket(String logicalId) {
        return TemplateException.found("bucket", logicalId, buckets.get(logicalId));
    }

    /**
     * The role with this logical id.
     *
     * @throws TemplateException when the template has none
     */
    public Role role(String logicalId) {
        return TemplateException.found("role", logicalId, roles.get(logicalId));
    }
}
