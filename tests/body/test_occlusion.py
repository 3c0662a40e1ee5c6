import numpy as np

from dashboard.body import mesh, occlusion


def box() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A floor of 4 by 4 cm with a lid 1 cm above its half x < 2; the floor's vertices come first."""
    floor = np.array([[x, 0.0, z] for x in range(5) for z in range(5)])
    quads = np.array([[5 * x + z, 5 * x + z + 1, 5 * x + z + 6, 5 * x + z + 5] for x in range(4) for z in range(4)])
    lid = np.array([[-4.0, 1, -4], [-4, 1, 8], [2, 1, 8], [2, 1, -4]])
    vertices = np.vstack([floor, lid])
    faces = mesh.triangles(np.vstack([quads, [[25, 26, 27, 28]]]))
    return vertices, mesh.vertex_normals(vertices, faces), faces


def test_what_lies_under_a_lid_sees_less():
    open_share = occlusion.openness(*box(), rays=64)
    assert open_share[:5].max() < 0.3
    assert open_share[20:25].min() > 0.5
    assert ((open_share >= 0) & (open_share <= 1)).all()


def test_distance_weakens_what_is_hit():
    near, far = (occlusion.openness(*box(), rays=64, reach=reach)[2] for reach in (2.0, 200.0))
    assert near > far


def test_two_runs_agree():
    first, second = (occlusion.openness(*box(), rays=16) for _ in range(2))
    np.testing.assert_array_equal(first, second)
