package dev.weir.shaping.impair;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordsTest {
    @Test
    void are_parted_by_blanks_or_a_comma_in_front_of_the_next_name() {
        assertThat(Words.of(" a=1 x, b = 2,c=3\td=4 and 5 ")).containsExactly("a=1 x", "b = 2", "c=3", "d=4 and 5");
    }

    @Test
    void are_never_parted_within_parentheses() {
        assertThat(Words.of("a=f(p=1 %, r=g(x=2, y=3), z=4) b=2"))
                .containsExactly("a=f(p=1 %, r=g(x=2, y=3), z=4)", "b=2");
    }

    @Test
    void are_not_parted_behind_a_parenthesis_that_is_not_closed() {
        assertThat(Words.of("a=f(1, b=2 c=3")).containsExactly("a=f(1, b=2 c=3");
        assertThat(Words.of("a=1) b=2")).containsExactly("a=1)", "b=2");
    }

    @Test
    void have_arguments_parted_by_commas() {
        assertThat(Words.arguments("1 %, g(2, 3) ,r = 4")).containsExactly("1 %", "g(2, 3)", "r = 4");
        assertThat(Words.arguments("")).containsExactly("");
    }
}
