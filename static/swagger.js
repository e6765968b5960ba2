// How Swagger UI, which starts from nothing else, is told what to show. No page of Felchat's own loads this.
SwaggerUIBundle({url: "/openapi.json", dom_id: "#docs", validatorUrl: null});
