"""For each title: a palette, a scene for poster and backdrop, and the lettering of the poster."""

from . import land, night, rooms, water

SCENES = {**water.SCENES, **land.SCENES, **night.SCENES, **rooms.SCENES}
