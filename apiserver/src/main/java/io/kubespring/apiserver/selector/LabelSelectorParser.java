package io.kubespring.apiserver.selector;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

import io.kubespring.apiserver.selector.LabelSelectorLexer.Kind;
import io.kubespring.apiserver.selector.LabelSelectorLexer.Token;

/**
 * Reads label selectors by recursive descent, one method per rule of the grammar.
 */
final class LabelSelectorParser {

	private final List<Token> tokens;

	private int position;

	LabelSelectorParser(String text) {
		this.tokens = new LabelSelectorLexer(text).tokens();
	}

	List<Requirement> parse() {
		List<Requirement> requirements = new ArrayList<>();
		while (true) {
			Token token = peek();
			if (token.kind() == Kind.END) {
				return requirements;
			}
			if (token.kind() != Kind.IDENTIFIER && token.kind() != Kind.NOT) {
				throw found(token, ", expected: !, identifier, or 'end of string'");
			}
			requirements.add(requirement());
			Token after = take();
			if (after.kind() == Kind.END) {
				return requirements;
			}
			if (after.kind() != Kind.COMMA) {
				throw found(after, ", expected: ',' or 'end of string'");
			}
			Token following = peek();
			if (following.kind() != Kind.IDENTIFIER && following.kind() != Kind.NOT) {
				throw found(following, ", expected: identifier after ','");
			}
		}
	}

	private Requirement requirement() {
		try {
			Token token = take();
			boolean negated = token.kind() == Kind.NOT;
			if (negated) {
				token = take();
			}
			if (token.kind() != Kind.IDENTIFIER) {
				throw found(token, ", expected: identifier");
			}
			String key = token.literal();
			requireValid("<nil>", key, LabelSyntax.key(key));
			Kind next = peek().kind();
			if (negated) {
				return new Requirement(key, Requirement.Operator.DOES_NOT_EXIST, List.of());
			}
			return (next == Kind.END || next == Kind.COMMA)
					? new Requirement(key, Requirement.Operator.EXISTS, List.of()) : comparison(key);
		}
		catch (SelectorSyntaxException ex) {
			throw new SelectorSyntaxException("unable to parse requirement: " + ex.getMessage());
		}
	}

	private Requirement comparison(String key) {
		Token token = this.tokens.get(this.position);
		advance();
		Requirement.Operator operator = switch (token.kind()) {
			case IN, EQUALS, DOUBLE_EQUALS -> Requirement.Operator.IN;
			case NOT_IN, NOT_EQUALS -> Requirement.Operator.NOT_IN;
			case GREATER_THAN -> Requirement.Operator.GREATER_THAN;
			case LESS_THAN -> Requirement.Operator.LESS_THAN;
			default -> throw found(token, ", expected: in, notin, =, ==, !=, gt, lt");
		};
		boolean set = token.kind() == Kind.IN || token.kind() == Kind.NOT_IN;
		List<String> values = set ? values() : List.of(exactValue());
		if (operator == Requirement.Operator.GREATER_THAN || operator == Requirement.Operator.LESS_THAN) {
			requireInteger(values.get(0));
		}
		for (int i = 0; i < values.size(); i++) {
			requireValid("values[" + i + "][" + key + "]", values.get(i), LabelSyntax.value(values.get(i)));
		}
		return new Requirement(key, operator, values);
	}

	private List<String> values() {
		Token open = take();
		if (open.kind() != Kind.OPEN) {
			throw found(open, " expected: '('");
		}
		Token first = peek();
		if (first.kind() == Kind.CLOSE) {
			take();
			return List.of("");
		}
		if (first.kind() != Kind.IDENTIFIER && first.kind() != Kind.COMMA) {
			throw found(first, ", expected: ',', ')' or identifier");
		}
		List<String> values = identifiers();
		if (take().kind() != Kind.CLOSE) {
			throw found(first, ", expected: ')'");
		}
		return values;
	}

	private List<String> identifiers() {
		TreeSet<String> values = new TreeSet<>();
		while (true) {
			Token token = take();
			if (token.kind() == Kind.IDENTIFIER) {
				values.add(token.literal());
				Token next = peek();
				if (next.kind() == Kind.CLOSE) {
					return List.copyOf(values);
				}
				if (next.kind() != Kind.COMMA) {
					throw found(next, ", expected: ',' or ')'");
				}
			}
			else if (token.kind() == Kind.COMMA) {
				if (values.isEmpty()) {
					values.add("");
				}
				Kind next = peek().kind();
				if (next == Kind.CLOSE) {
					values.add("");
					return List.copyOf(values);
				}
				if (next == Kind.COMMA) {
					take();
					values.add("");
				}
			}
			else {
				throw found(token, ", expected: ',', or identifier");
			}
		}
	}

	private String exactValue() {
		Token token = peek();
		if (token.kind() == Kind.END || token.kind() == Kind.COMMA) {
			return "";
		}
		take();
		if (token.kind() != Kind.IDENTIFIER) {
			throw found(token, ", expected: identifier");
		}
		return token.literal();
	}

	private static void requireInteger(String value) {
		try {
			Long.parseLong(value);
		}
		catch (NumberFormatException ex) {
			throw new SelectorSyntaxException("values[0]: Invalid value: \"" + value
					+ "\": for 'Gt', 'Lt' operators, the value must be an integer");
		}
	}

	private static void requireValid(String path, String value, List<String> problems) {
		if (!problems.isEmpty()) {
			throw new SelectorSyntaxException(
					path + ": Invalid value: \"" + value + "\": " + String.join("; ", problems));
		}
	}

	private Token peek() {
		return this.tokens.get(this.position).asValue();
	}

	private Token take() {
		Token token = peek();
		advance();
		return token;
	}

	private void advance() {
		if (this.position < this.tokens.size() - 1) {
			this.position++;
		}
	}

	private static SelectorSyntaxException found(Token token, String expected) {
		return new SelectorSyntaxException("found '" + token.literal() + "'" + expected);
	}

}
