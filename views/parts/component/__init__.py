"""The interface to the browser: components, what is sent with them, and what they share there."""

from views.parts.component.component import bundle, component_code, modules_of, mount

__all__ = ["bundle", "component_code", "modules_of", "mount"]
