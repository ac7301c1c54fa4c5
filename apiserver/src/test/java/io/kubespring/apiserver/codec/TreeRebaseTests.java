package io.kubespring.apiserver.codec;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.FloatNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What changed between two trees, repeated on a third that knows more.
 */
class TreeRebaseTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = {
			// before | after | onto | result
			"{'a':1} | {'a':1} | {'z':0,'a':1.0,'u':null} | {'z':0,'a':1,'u':null}",
			"{'a':1} | {'a':2} | {'u':9,'a':1} | {'u':9,'a':2}", //
			"{'a':1} | {} | {'a':1,'u':9} | {'u':9}", //
			"{} | {'a':{'b':1}} | {'u':9} | {'u':9,'a':{'b':1}}", //
			"{} | {'a':1} | {'a':null} | {'a':1}", //
			"{'a':{'b':1}} | {'a':{'b':2}} | {'a':{'u':9,'b':1}} | {'a':{'u':9,'b':2}}",
			"{'a':{'b':1}} | {} | {'a':{'u':9,'b':1}} | {}", //
			"{'a':{'b':1}} | {'a':5} | {'a':{'u':9,'b':1}} | {'a':5}", //
			// items that did not change keep what the type does not know, wherever they
			// go
			"{'l':[{'b':1},{'b':2}]} | {'l':[{'b':2},{'b':1}]} | {'l':[{'b':1,'u':1},{'b':2,'u':2}]} | {'l':[{'b':2,'u':2},{'b':1,'u':1}]}",
			"{'l':[{'b':1},{'b':2}]} | {'l':[{'b':0},{'b':1},{'b':2}]} | {'l':[{'b':1,'u':1},{'b':2,'u':2}]} | {'l':[{'b':0},{'b':1,'u':1},{'b':2,'u':2}]}",
			"{'l':[{'b':1},{'b':2}]} | {'l':[{'b':2}]} | {'l':[{'b':1,'u':1},{'b':2,'u':2}]} | {'l':[{'b':2,'u':2}]}",
			// one that changed is the one at its place
			"{'l':[{'b':1},{'b':2}]} | {'l':[{'b':1},{'b':3}]} | {'l':[{'b':1,'u':1},{'b':2,'u':2}]} | {'l':[{'b':1,'u':1},{'b':3,'u':2}]}",
			"{'l':[{'b':1},{'b':1}]} | {'l':[{'b':1},{'b':3}]} | {'l':[{'b':1,'u':1},{'b':1,'u':2}]} | {'l':[{'b':1,'u':1},{'b':3,'u':2}]}",
			"{'l':['x','y']} | {'l':['y','z','x']} | {'l':['x','y']} | {'l':['y','z','x']}" })
	void differenceIsRepeated(String before, String after, String onto, String result) {
		ObjectNode known = tree(onto);
		assertThat(TreeRebase.rebase(tree(before), tree(after), known)).isEqualTo(tree(result));
		assertThat(known).isEqualTo(tree(onto));
	}

	@Test
	void membersStayInTheirOrder() {
		assertThat(
				TreeRebase.rebase(tree("{'b':1,'a':1}"), tree("{'b':2,'a':1}"), tree("{'z':1,'b':1,'a':1}")).toString())
			.isEqualTo("{\"z\":1,\"b\":2,\"a\":1}");
	}

	@Test
	void numbersBecomeWhatTheyAreWhenRead() {
		ObjectNode after = JsonNodeFactory.instance.objectNode();
		after.set("whole", DoubleNode.valueOf(2.0));
		after.set("part", FloatNode.valueOf(0.1f));
		ObjectNode result = TreeRebase.rebase(tree("{}"), after, tree("{}"));
		assertThat(result).isEqualTo(tree("{'whole':2,'part':0.1}"));
	}

	@Test
	void numberThatJsonDoesNotHaveIsRefused() {
		ObjectNode after = JsonNodeFactory.instance.objectNode();
		after.set("none", DoubleNode.valueOf(Double.NaN));
		assertThatExceptionOfType(MalformedBodyException.class)
			.isThrownBy(() -> TreeRebase.rebase(tree("{}"), after, tree("{}")))
			.withMessage("JSON has no number NaN");
	}

	private static ObjectNode tree(String text) {
		return TreeCodec.SHARED.readObject(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
	}

}
