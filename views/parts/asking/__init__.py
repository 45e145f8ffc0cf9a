"""Words with explanations: the glossary and its tips."""
