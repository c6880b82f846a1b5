"""The rules of making public: notices, objections, the path of a big decision."""
