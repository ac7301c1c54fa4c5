package io.kubespring.apiserver.codec;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

class TreeRebaseTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					{'a':1}|{'a':1}|{'a':2,'b':3}|{'a':2,'b':3}
					{'a':1}|{'a':2}|{'a':1,'b':3}|{'a':2,'b':3}
					{'a':1}|{}|{'a':1,'b':3}|{'b':3}
					{}|{'c':[1]}|{'a':1}|{'a':1,'c':[1]}
					{'a':{'x':1,'y':1}}|{'a':{'x':2}}|{'a':{'x':1,'y':1,'z':1}}|{'a':{'x':2,'z':1}}
					{'a':{'x':1}}|{'a':{'x':2}}|{'a':5}|{'a':{'x':2}}
					{'a':null}|{'a':1}|{}|{'a':1}
					{'a':1}|{'a':null}|{'a':1}|{'a':null}
					{'l':[{'n':1},{'n':2}]}|{'l':[{'n':1},{'n':3}]}|{'l':[{'n':1,'z':1},{'n':2,'z':2}]}|{'l':[{'n':1,'z':1},{'n':3,'z':2}]}
					{'l':[{'n':1}]}|{'l':[{'n':1},{'n':3}]}|{'l':[{'n':1,'z':1}]}|{'l':[{'n':1},{'n':3}]}
					{'l':[1,2]}|{'l':[1,3]}|{'l':[1,2,4]}|{'l':[1,3]}
					""")
	void changesAreRepeated(String before, String after, String onto, String result) {
		ObjectNode target = tree(onto);
		assertThat(TreeRebase.rebase(tree(before), tree(after), target)).isEqualTo(tree(result));
		assertThat(target).isEqualTo(tree(onto));
	}

	private static ObjectNode tree(String json) {
		return TreeCodec.SHARED.readObject(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
	}

}
