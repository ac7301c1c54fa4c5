package io.kubespring.conformance.demo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.google.gson.annotations.SerializedName;
import io.kubespring.apiserver.resource.ApiObject;
import io.kubespring.apiserver.resource.ApiResource;
import io.kubespring.apiserver.resource.StoredResource;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;

/**
 * Kinds whose Java types and names are as awkward as can be: within themselves, generic,
 * large, with members that are words of JSON schema, and named as the cluster's own.
 */
final class Shapes {

	private Shapes() {
	}

	static class Maze extends ApiObject<Maze.Spec, Maze.Box<Maze.Box<String>>> {

		@SerializedName("$ref")
		private String reference = "#/definitions/nowhere";

		@SerializedName("a/b~c%d")
		private @Nullable Halls slashed;

		@SerializedName("allOf")
		private @Nullable List<String> all;

		@SerializedName("x-kubernetes-group-version-kind")
		private @Nullable String extension;

		record Spec(Wall wall, List<Spec> rooms, Doors doors, Map<String, Map<String, List<Object>>> signs) {

		}

		record Wall(Brick first, Brick second, Brick third, Brick fourth) {

		}

		record Brick(Grain first, Grain second, Grain third, Grain fourth) {

		}

		record Grain(Dust first, Dust second, Dust third, Dust fourth) {

		}

		record Dust(Atom first, Atom second, Atom third, Atom fourth) {

		}

		record Atom(Quark first, Quark second, Quark third, Quark fourth) {

		}

		record Quark(String up, String down) {

		}

		record Box<T>(T content, Box<T> next, List<Box<T>> others) {

		}

		static class Doors extends HashMap<String, Doors> {

		}

		static class Halls extends ArrayList<Halls> {

		}

	}

	static class Pod extends ApiObject<Void, Void> {

	}

	@ConditionalOnProperty("demo.shapes")
	@ApiResource(group = "shapes.example.com", version = "v1")
	static class Mazes implements StoredResource<Maze> {

	}

	/**
	 * Its schema would be called as that of the cluster's own pods.
	 */
	@ConditionalOnProperty("demo.shapes")
	@ApiResource(group = "core.api.k8s.io", version = "v1")
	static class Pods implements StoredResource<Pod> {

	}

}
