// Relative, so that the page also works behind a balancer that serves it under a path of its own.
SwaggerUIBundle({
  url: "openapi.json",
  dom_id: "#api",
  deepLinking: true,
  docExpansion: "list",
  defaultModelsExpandDepth: 0,
  displayOperationId: true,
  tryItOutEnabled: false,
  // Else it shows a badge of another host.
  validatorUrl: null,
});
