import numpy as np
import pytest

from dashboard.body import mesh


def test_cube_points_outward(cube):
    vertices, quads = cube
    normals = mesh.vertex_normals(vertices, mesh.triangles(quads))
    assert (np.einsum("vj,vj->v", normals, vertices) > 0.9).all()


def test_catmull_clark_of_a_cube_is_the_known_one(cube):
    vertices, quads = mesh.catmull_clark(*cube)
    assert (len(vertices), len(quads)) == (8 + 12 + 6, 24)
    # Catmull and Clark 1978: corner (Q + 2R + (n - 3) S) / n with n = 3; edge and face points by their means.
    np.testing.assert_allclose(np.abs(vertices[:8]), 5 / 9)
    np.testing.assert_allclose(np.sort(np.abs(vertices[8:20])), np.tile([0, 0.75, 0.75], (12, 1)))
    np.testing.assert_allclose(np.sort(np.abs(vertices[20:])), np.tile([0, 0, 1.0], (6, 1)))


@pytest.mark.parametrize("steps", [1, 2, 3])
def test_subdivision_stays_closed(cube, steps):
    vertices, quads = cube
    for _ in range(steps):
        vertices, quads = mesh.catmull_clark(vertices, quads)
    edges, numbers = mesh.face_edges(quads)
    assert (np.bincount(numbers.ravel()) == 2).all()
    assert len(vertices) - len(edges) + len(quads) == 2


def test_a_border_stays_a_border(cube):
    vertices, quads = cube
    open_vertices, open_quads = mesh.catmull_clark(vertices, quads[1:])
    _, numbers = mesh.face_edges(open_quads)
    assert (np.bincount(numbers.ravel()) == 1).sum() == 8
    # The open side lay in one plane: its border still does.
    lowest = open_vertices[open_vertices[:, 0] == -1]
    assert len(lowest) == 8


def test_a_flat_grid_stays_flat_and_has_no_curvature():
    grid = np.array([[x, y, 0.0] for y in range(4) for x in range(4)])
    quads = np.array([[4 * y + x, 4 * y + x + 1, 4 * y + x + 5, 4 * y + x + 4] for y in range(3) for x in range(3)])
    vertices, quads = mesh.catmull_clark(grid, quads)
    faces = mesh.triangles(quads)
    normals = mesh.vertex_normals(vertices, faces)
    np.testing.assert_allclose(vertices[:, 2], 0, atol=1e-15)
    np.testing.assert_allclose(mesh.curvature(vertices, normals, faces), 0, atol=1e-12)


def test_a_ball_curves_by_one_over_its_radius(ball):
    curvature = mesh.curvature(ball.vertices_cm, ball.normals, ball.faces)
    np.testing.assert_allclose(curvature, 1 / 10, rtol=1e-6)


def test_carry_gives_a_value_to_each_new_vertex(cube):
    vertices, quads = cube
    carried = mesh.carry(vertices, quads)
    assert carried.shape == mesh.catmull_clark(vertices, quads)[0].shape
    np.testing.assert_allclose(carried[-6:], vertices[quads].mean(axis=1))


def test_averaging_keeps_constants_and_smoothing_shrinks_differences(cube):
    vertices, quads = cube
    neighbours = mesh.averaging(quads, len(vertices))
    np.testing.assert_allclose(neighbours @ np.ones(8), 1)
    before = vertices[:, 0]
    assert np.ptp(mesh.smooth(before, neighbours, 3)) < np.ptp(before)


def test_compact_drops_what_no_face_uses(cube):
    vertices, quads = cube
    kept, faces, used = mesh.compact(np.vstack([[[9.0, 9, 9]], vertices]), quads + 1)
    np.testing.assert_array_equal(kept[faces], vertices[quads])
    np.testing.assert_array_equal(used, np.arange(1, 9))
