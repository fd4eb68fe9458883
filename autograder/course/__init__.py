"""A course: course.yml as data, and where everything lies. Import its modules: a learner needs few of them."""
