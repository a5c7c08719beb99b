# Gateway responses of REST APIs: LocalStack's free edition drops those of an OpenAPI body, which is where SAM puts them,
# and answers its own errors in its own words whatever is configured.
def install():
    from localstack.aws.api.apigateway import GatewayResponseType
    from localstack.services.apigateway.helpers import get_rest_api_container
    from localstack.services.apigateway.legacy import provider
    from localstack.services.apigateway.next_gen.execute_api.gateway_response import (
        build_gateway_response, get_gateway_response_or_default)
    from localstack.services.apigateway.next_gen.execute_api.handlers.gateway_exception import GatewayExceptionHandler
    from rolo import Response

    import_api = provider.import_api_from_openapi_spec

    def import_with_responses(rest_api, context, open_api_spec, mode):
        result = import_api(rest_api, context, open_api_spec, mode)
        responses = get_rest_api_container(context, rest_api_id=rest_api.id).gateway_responses
        for kind, response in (open_api_spec.get("x-amazon-apigateway-gateway-responses") or {}).items():
            responses[GatewayResponseType(kind)] = build_gateway_response(
                GatewayResponseType(kind), status_code=response.get("statusCode"), default_response=False,
                response_parameters=response.get("responseParameters"), response_templates=response.get("responseTemplates"))
        return result

    answer_in_own_words = GatewayExceptionHandler.create_exception_response

    def answer(self, exception, context):
        configured = get_gateway_response_or_default(exception.type, context.deployment.rest_api.gateway_responses)
        if configured["defaultResponse"]:
            return answer_in_own_words(self, exception, context)
        # the only two shapes of value that our template has: a text in quotes, and $context.requestId
        headers = {name.removeprefix("gatewayresponse.header."): value.strip("'")
                   for name, value in (configured.get("responseParameters") or {}).items()}
        body = "".join((configured.get("responseTemplates") or {}).values())
        return Response(body.replace("$context.requestId", context.context_variables["requestId"]), headers=headers,
                        status=int(configured.get("statusCode") or exception.status_code or 500))

    provider.import_api_from_openapi_spec = import_with_responses
    GatewayExceptionHandler.create_exception_response = answer

install()
